import type { ScenarioResult } from '../../model/load-result.ts'

/**
 * A scenario in the `extra` of a report: all of its figures. What only charts are made of, the time
 * series, the distribution and the samples of usage, is left out.
 */
export function scenarioExtra(scenario: ScenarioResult): object {
  const { series: _series, seriesIntervalMs: _interval, distribution: _distribution, ...figures } = scenario
  return {
    ...figures,
    capacity: scenario.capacity ?? null,
    usage: scenario.usage.map(({ part, kind, samples, memoryGrowthBytes }) => ({
      part,
      kind,
      peakCpuCores: samples.reduce((most, { cpuCores }) => Math.max(most, cpuCores), 0),
      peakMemoryBytes: samples.reduce((most, { memoryBytes }) => Math.max(most, memoryBytes), 0),
      memoryGrowthBytes: memoryGrowthBytes ?? null,
    })),
  }
}

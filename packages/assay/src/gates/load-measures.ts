import { formatDuration } from '../base/duration.ts'
import { errorRateOf, type LoadFigures, type ScenarioResult } from '../model/load-result.ts'
import type { ScenarioThresholds } from '../model/scenario-thresholds.ts'
import type { Measured, ScopedFacts, TakeMeasure } from './facts.ts'

const BYTES_PER_MB = 1_000_000
const MAX_DETAILS = 10

/** One scenario's value for a measure; `undefined` when it says nothing about it. */
type Take = (scenario: ScenarioResult, facts: ScopedFacts) => number | undefined

/** The measures of the performance level: over several scenarios, the worst one counts. */
export const LOAD_MEASURES: Readonly<Record<keyof ScenarioThresholds, TakeMeasure>> = {
  mean: highest(latency('mean'), formatDuration),
  p50: highest(latency('p50'), formatDuration),
  p90: highest(latency('p90'), formatDuration),
  p95: highest(latency('p95'), formatDuration),
  p99: highest(latency('p99'), formatDuration),
  errorRate: highest(errorPercent, (value) => `${value.toFixed(value < 10 ? 2 : 0)}%`),
  requestRate: lowest((scenario, facts) => figuresIn(scenario, facts)?.ratePerSecond, perSecond),
  memoryGrowth: highest(memoryGrowth, (value) => `${(value / BYTES_PER_MB).toFixed(0)} MB`),
  capacity: lowest(({ capacity }) => capacity && (capacity.holdsAtPerSecond ?? 0), perSecond),
}

function latency(name: 'mean' | 'p50' | 'p90' | 'p95' | 'p99'): Take {
  return (scenario, facts) => {
    const summary = figuresIn(scenario, facts)?.latency
    return summary === undefined || summary.count === 0 ? undefined : summary[name]
  }
}

function errorPercent(scenario: ScenarioResult, facts: ScopedFacts): number | undefined {
  const figures = figuresIn(scenario, facts)
  return figures === undefined || figures.scheduled + figures.errors === 0
    ? undefined
    : errorRateOf(figures) * 100
}

/** Of the service the gate is about, or of the one that grew most. */
function memoryGrowth({ usage }: ScenarioResult, { service }: ScopedFacts): number | undefined {
  const grown = usage
    .filter(({ part, kind }) => (service === undefined ? kind === 'service' : part === service))
    .flatMap(({ memoryGrowthBytes }) => (memoryGrowthBytes === undefined ? [] : [memoryGrowthBytes]))
  return grown.length === 0 ? undefined : Math.max(...grown)
}

function figuresIn(scenario: ScenarioResult, { service, operation }: ScopedFacts): LoadFigures | undefined {
  if (operation !== undefined) {
    return scenario.operations.find((known) => known.service === service && known.operation === operation)
  }
  return service === undefined ? scenario.total : scenario.services.find((known) => known.service === service)
}

function highest(take: Take, show: (value: number) => string): TakeMeasure {
  return (facts) => worst(facts, take, { show, sign: 1 })
}

function lowest(take: Take, show: (value: number) => string): TakeMeasure {
  return (facts) => worst(facts, take, { show, sign: -1 })
}

/**
 * A scenario whose figures are not about the system measures nothing: one that was invalid, cut
 * short or failed leaves the measure unmeasured, and a gate on it fails.
 */
function worst(
  facts: ScopedFacts,
  take: Take,
  { show, sign }: { readonly show: (value: number) => string; readonly sign: 1 | -1 },
): Measured | undefined {
  const taken = facts.scenarios.flatMap((scenario) => {
    const value = take(scenario, facts)
    return value === undefined && scenario.status === 'valid' ? [] : [{ scenario, value }]
  })
  if (taken.length === 0 || taken.some(({ scenario }) => scenario.status !== 'valid')) return undefined
  const sorted = taken.toSorted((left, right) => sign * (right.value! - left.value!))
  const details = sorted
    .slice(0, MAX_DETAILS)
    .map(({ scenario, value }) => `${show(value!)}  ${scenario.name}`)
  return { value: sorted[0]!.value!, shown: show(sorted[0]!.value!), details }
}

function perSecond(value: number): string {
  return `${value >= 10 ? value.toFixed(0) : value.toFixed(1)}/s`
}

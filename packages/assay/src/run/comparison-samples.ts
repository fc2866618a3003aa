import type { CompareOptions, RunSample } from '../load/comparison/run-sample.ts'
import type { ScenarioResult } from '../model/load-result.ts'
import type { StoredFigures } from '../results/results-store.ts'

/** A tenth of a millisecond is what the clock and the machine are good for. */
const FLOOR_MS = 0.1

/** Of each operation only what one would act on: each further measure makes the proof harder for all. */
const COMPARED = ['p50', 'p95'] as const

/** The measures of one measurement; `undefined` when its figures cannot be believed. */
export function sampleOf(result: ScenarioResult, round: number): RunSample | undefined {
  if (result.status !== 'valid') return undefined
  const values = result.operations
    .filter(({ latency }) => latency.count > 0)
    .flatMap(({ service, operation, latency }) =>
      COMPARED.map((name): [string, number] => [measureName({ service, operation }, name), latency[name]]),
    )
  return { round, values: Object.fromEntries(values) }
}

/** Earlier runs, without the round that they were not part of. */
export function samplesOf(stored: readonly StoredFigures[]): RunSample[] {
  return [...Map.groupBy(stored, ({ run }) => run).values()].map((figures) => ({
    values: Object.fromEntries(
      figures.flatMap((figure) =>
        COMPARED.map((name): [string, number] => [measureName(figure, name), figure[name]]),
      ),
    ),
  }))
}

/** Latencies below the floor are alike. */
export function compareOptionsFor(samples: readonly RunSample[]): CompareOptions {
  const names = new Set(samples.flatMap(({ values }) => Object.keys(values)))
  return { measures: Object.fromEntries([...names].map((name) => [name, { floor: FLOOR_MS }])) }
}

export function measureName(
  { service, operation }: { readonly service: string; readonly operation: string },
  name: (typeof COMPARED)[number],
): string {
  return `${service} ${operation} ${name}`
}

import { medianOf } from '../load/comparison/median.ts'
import type { MeasureTraits, RunSample } from '../load/comparison/run-sample.ts'
import { errorRateOf, type ScenarioResult } from '../model/load-result.ts'
import type { StoredMeasurement } from '../results/results-store.ts'

/** A tenth of a millisecond is what the clock and the machine are good for. */
const LATENCY_FLOOR_MS = 0.1
/** One error in a hundred requests is nobody's change. */
const ERROR_RATE_FLOOR = 0.01
const LEAST_EFFECT = 0.05

const ERROR_RATE = 'error rate'
/** Of each operation only what one would act on: each further measure makes the proof harder for all. */
const COMPARED = ['p50', 'p95'] as const

/** One run of a scenario, and which operations were answered in it. */
export interface ScenarioSample extends RunSample {
  readonly answered: readonly string[]
}

/** The measures of a measurement whose figures can be believed. */
export function sampleOf(result: ScenarioResult, round: number): ScenarioSample {
  const operations = result.operations.filter(({ latency }) => latency.count > 0)
  return {
    round,
    answered: operations.map(operationName),
    values: valuesOf(
      errorRateOf(result.total),
      operations.map(({ latency, ...place }) => ({ ...place, ...latency })),
    ),
  }
}

/** An earlier run, without the round that it was not part of. */
export function storedSample({ errorRate, operations }: StoredMeasurement): ScenarioSample {
  return { answered: operations.map(operationName), values: valuesOf(errorRate, operations) }
}

/** Which values are alike; of shares, which they are. */
export function traitsOf(samples: readonly RunSample[]): Record<string, MeasureTraits> {
  const names = new Set(samples.flatMap(({ values }) => Object.keys(values)))
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      name === ERROR_RATE
        ? { floor: ERROR_RATE_FLOOR, unit: 'share' }
        : { floor: LATENCY_FLOOR_MS, unit: 'ms' },
    ]),
  )
}

/**
 * The same for a comparison with stored runs: a difference must also exceed that of any stored run
 * to their median. The runs of a build that were made one after the other share the state of the
 * machine, and the test takes that for a difference of the build.
 */
export function storedTraitsOf(
  stored: readonly RunSample[],
  samples: readonly RunSample[],
): Record<string, MeasureTraits> {
  return Object.fromEntries(
    Object.entries(traitsOf(samples)).map(([name, traits]) => [
      name,
      { ...traits, minimumEffect: Math.max(LEAST_EFFECT, spreadOf(stored, name, traits)) },
    ]),
  )
}

export function latencyMeasure(
  place: { readonly service: string; readonly operation: string },
  name: (typeof COMPARED)[number],
): string {
  return `${operationName(place)} ${name}`
}

function valuesOf(errorRate: number, operations: StoredMeasurement['operations']): Record<string, number> {
  const latencies = operations.flatMap((operation) =>
    COMPARED.map((name) => [latencyMeasure(operation, name), operation[name]] as const),
  )
  return Object.fromEntries([...latencies, [ERROR_RATE, errorRate]])
}

/** By how much, as a share, the run that is farthest from the median differs from it. */
function spreadOf(stored: readonly RunSample[], name: string, { floor = 0 }: MeasureTraits): number {
  const known = stored.filter(({ values }) => Object.hasOwn(values, name))
  const values = known.map(({ values }) => Math.max(floor, values[name]!))
  const median = medianOf(values)
  return Math.max(0, ...values.map((value) => Math.max(value / median, median / value) - 1))
}

function operationName({ service, operation }: { readonly service: string; readonly operation: string }) {
  return `${service} ${operation}`
}

import type { Level } from './level.ts'

type Operator = '<' | '<=' | '>' | '>='
type Unit = 'ms' | 's' | 'm' | '%' | 'MB' | '/s' | ''

/** A limit, such as `'<200ms'`, `'<=5%'` or `'>100/s'`. */
export type Limit = `${Operator}${number}${Unit}`

/** What a gate demands. Counts are the most (or, for `minTests`, the fewest) that still pass. */
export interface Thresholds {
  /** Fewest tests that must have run. */
  readonly minTests?: number
  /** Most tests that may fail. */
  readonly failures?: number
  /** Most tests that may fail which did not fail in the newest earlier run of the main branch. */
  readonly newFailures?: number
  /** Most tests that may pass only after a retry. */
  readonly flaky?: number
  /** Most tests that may be skipped. */
  readonly skipped?: number
  /** Most processes that may die without being told to. */
  readonly crashes?: number
  /** Limit for the slowest test's own time, set-up of the environment excluded. */
  readonly testDuration?: Limit
  readonly mean?: Limit
  readonly p50?: Limit
  readonly p90?: Limit
  readonly p95?: Limit
  readonly p99?: Limit
  readonly errorRate?: Limit
  readonly requestRate?: Limit
  readonly memoryGrowth?: Limit
  /** The rate up to which a capacity search found the objective to hold. */
  readonly capacity?: Limit
  /**
   * The environment, such as `production`, that the Pact broker must allow the version of this run to
   * be brought to. For a service or the whole run alone.
   */
  readonly canIDeploy?: string
}

export type MeasureName = keyof Thresholds

/** Measures that are numbers, with a limit. */
export type LimitedMeasure = Exclude<MeasureName, 'canIDeploy'>

/** What can be said about a level or an operation. */
type PartThresholds = Omit<Thresholds, 'canIDeploy'>

/** A condition on the measures of a service, a level, both or the whole run. */
export interface Gate<ServiceName extends string = string> {
  readonly kind: 'gate'
  readonly service?: ServiceName
  readonly level?: Level
  /** An operation of the service, such as `GET /orders/{id}`, at the performance level. */
  readonly operation?: string
  /** A load scenario; its own limits are gates about it alone. */
  readonly scenario?: string
  readonly thresholds: Thresholds
}

interface ServiceGates<ServiceName extends string> {
  /** Over all levels of the service. */
  all(thresholds: Thresholds): Gate<ServiceName>
  /** Over one level of the service. */
  level(level: Level, thresholds: PartThresholds): Gate<ServiceName>
  /** Over one operation of the service under load, such as `GET /orders/{id}`. */
  operation(operation: string, thresholds: PartThresholds): Gate<ServiceName>
}

interface GateFactory {
  <ServiceName extends string>(service: ServiceName): ServiceGates<ServiceName>
  /** Over the whole run. */
  all(thresholds: Thresholds): Gate<never>
  /** Over one level of all services. */
  level(level: Level, thresholds: PartThresholds): Gate<never>
}

/**
 * Declares a gate. Every gate must hold for the verdict to be SHIP; a measure that is missing
 * fails its gate.
 *
 * @example
 * const gates = [gate.all({ newFailures: 0 }), gate('orders').level('unit', { minTests: 10 })]
 */
export const gate: GateFactory = Object.assign(
  <ServiceName extends string>(service: ServiceName): ServiceGates<ServiceName> => ({
    all: (thresholds) => ({ kind: 'gate', service, thresholds }),
    level: (level, thresholds) => ({ kind: 'gate', service, level, thresholds }),
    operation: (operation, thresholds) => ({
      ...{ kind: 'gate', service, level: 'performance', operation, thresholds },
    }),
  }),
  {
    all: (thresholds: Thresholds): Gate<never> => ({ kind: 'gate', thresholds }),
    level: (level: Level, thresholds: PartThresholds): Gate<never> => ({ kind: 'gate', level, thresholds }),
  },
)

import { parseDuration } from '../../base/duration.ts'
import { atLeastOne, notNegative, positive, share } from './number-bounds.ts'
import { scenarioError } from './scenario-error.ts'

/** A time such as `'30s'`, `'250ms'` or `'2m'`. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h'}`

/** A stretch of time over which a rate (per second) or a number of users goes from one value to another. */
export interface Stage {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly durationMs: number
  /** Warming up is not measured. */
  readonly isMeasured: boolean
}

/** Closed: so many virtual users, each waiting for its answers. */
export interface UserLoad {
  readonly kind: 'users'
  readonly stages: readonly Stage[]
}

/** Open: so many iterations begin each second, whether or not earlier ones have ended. */
export interface ArrivalLoad {
  readonly kind: 'arrivals'
  readonly stages: readonly Stage[]
  /** Virtual users made ready before the load begins. */
  readonly readyUsers: number
  /** Beyond so many at once, what is due is dropped, and the scenario is invalid. */
  readonly maxUsers: number
}

/** Raises the arrival rate until the objective breaks. */
export interface CapacityLoad {
  readonly kind: 'capacity'
  readonly fromPerSecond: number
  readonly mostPerSecond: number
  readonly trialMs: number
  readonly precision: number
  readonly objective: Objective
  readonly maxUsers: number
}

/** Requests at the times they were recorded. */
export interface ReplayLoad {
  readonly kind: 'replay'
  /** When each iteration is due, from the start, in milliseconds, ascending. */
  readonly dueMs: readonly number[]
  readonly maxUsers: number
}

/** How much load, and for how long. Plain data: it can be stored and sent. */
export type Load = UserLoad | ArrivalLoad | CapacityLoad | ReplayLoad

/** A load whose length is known. */
export type TimedLoad = Exclude<Load, CapacityLoad>

/** What has to hold at a rate for the system to be said to bear it. */
export interface Objective {
  /** 95th percentile, in milliseconds. */
  readonly p95Ms: number
  /** Share of requests with an error, 0 to 1. */
  readonly errorRate: number
}

interface Common {
  readonly duration: Duration
  /** Time before the duration, with the load of its beginning, that does not count. Default: none. */
  readonly warmUp?: Duration
}

interface OpenOptions {
  /** Most virtual users at once. Default 10 000. */
  readonly maxUsers?: number
  /** Virtual users made ready before the load begins. Default: a tenth of the highest rate. */
  readonly readyUsers?: number
}

const DEFAULT_MAX_USERS = 10_000

/**
 * So many virtual users all the time: each begins its next iteration when the one before has ended.
 *
 * @example
 * constantUsers({ users: 20, duration: '30s', warmUp: '5s' })
 */
export function constantUsers({ users, duration, warmUp }: Common & { readonly users: number }): UserLoad {
  return { kind: 'users', stages: steady(atLeastOne('users', users), duration, warmUp) }
}

/**
 * Virtual users that come and go: each stage leads from the number before to its own.
 *
 * @example
 * rampingUsers({ stages: [{ users: 50, duration: '30s' }, { users: 0, duration: '10s' }] })
 */
export function rampingUsers(options: {
  readonly startUsers?: number
  readonly stages: readonly { readonly users: number; readonly duration: Duration; readonly name?: string }[]
}): UserLoad {
  const stages = options.stages.map(({ users, ...stage }) => ({ ...stage, to: users }))
  return { kind: 'users', stages: ramps('users', options.startUsers ?? 0, stages) }
}

/**
 * So many iterations each second, evenly spaced, whatever the system makes of them.
 *
 * @example
 * constantRate({ perSecond: 100, duration: '1m', warmUp: '5s' })
 */
export function constantRate(options: Common & OpenOptions & { readonly perSecond: number }): ArrivalLoad {
  const { perSecond, duration, warmUp } = options
  return arrivals(steady(positive('perSecond', perSecond), duration, warmUp), options)
}

/**
 * An arrival rate that changes: each stage leads from the rate before to its own.
 *
 * @example
 * rampingRate({ startPerSecond: 10, stages: [{ perSecond: 200, duration: '1m' }] })
 */
export function rampingRate(
  options: OpenOptions & {
    readonly startPerSecond?: number
    readonly stages: readonly {
      readonly perSecond: number
      readonly duration: Duration
      readonly name?: string
    }[]
  },
): ArrivalLoad {
  const stages = options.stages.map(({ perSecond, ...stage }) => ({ ...stage, to: perSecond }))
  return arrivals(ramps('perSecond', options.startPerSecond ?? 0, stages), options)
}

/**
 * A steady arrival rate with a sudden peak in the middle third: what comes before it shows the
 * normal state, what comes after it the recovery.
 *
 * @example
 * spike({ perSecond: 20, peakPerSecond: 200, duration: '30s' })
 */
export function spike(
  options: OpenOptions & {
    readonly perSecond: number
    readonly peakPerSecond: number
    readonly duration: Duration
  },
): ArrivalLoad {
  const base = positive('perSecond', options.perSecond)
  const peak = positive('peakPerSecond', options.peakPerSecond)
  const durationMs = milliseconds('duration', options.duration) / 3
  const flat = (name: string, rate: number): Stage => ({
    ...{ name, from: rate, to: rate, durationMs, isMeasured: true },
  })
  return arrivals([flat('before', base), flat('peak', peak), flat('after', base)], options)
}

/**
 * A constant arrival rate for a long time: memory that grows shows here.
 *
 * @example
 * soak({ perSecond: 50, duration: '10m' })
 */
export function soak(options: Common & OpenOptions & { readonly perSecond: number }): ArrivalLoad {
  return constantRate({ warmUp: '2s', ...options })
}

/**
 * Looks for the arrival rate at which the objective breaks, and tells the interval it lies in.
 *
 * @example
 * capacity({ fromPerSecond: 50, objective: { p95: '200ms', errorRate: 0.01 } })
 */
export function capacity(options: {
  readonly fromPerSecond?: number
  readonly mostPerSecond?: number
  /** How long each rate is tried. Default 10 s. */
  readonly trial?: Duration
  /** Width of the interval that is good enough, as a share of the rate. Default 0.1. */
  readonly precision?: number
  readonly objective: { readonly p95: Duration; readonly errorRate?: number }
  readonly maxUsers?: number
}): CapacityLoad {
  const { objective } = options
  const fromPerSecond = positive('fromPerSecond', options.fromPerSecond ?? 10)
  const mostPerSecond = positive('mostPerSecond', options.mostPerSecond ?? 100_000)
  if (fromPerSecond > mostPerSecond) {
    throw scenarioError(
      'invalid_load',
      `The search begins at ${fromPerSecond} per second, above the ${mostPerSecond} that it may try at most.`,
      'let fromPerSecond be smaller than mostPerSecond',
    )
  }
  return {
    kind: 'capacity',
    fromPerSecond,
    mostPerSecond,
    trialMs: milliseconds('trial', options.trial ?? '10s'),
    precision: positive('precision', options.precision ?? 0.1),
    objective: {
      p95Ms: milliseconds('objective.p95', objective.p95),
      errorRate: share('objective.errorRate', objective.errorRate ?? 0.01),
    },
    maxUsers: atLeastOne('maxUsers', options.maxUsers ?? DEFAULT_MAX_USERS),
  }
}

/** The length of a load, in milliseconds; `undefined` for a search, which ends when it knows. */
export function loadDurationMs(load: Load): number | undefined {
  if (load.kind === 'capacity') return undefined
  if (load.kind === 'replay') return load.dueMs.at(-1) ?? 0
  return stagesDurationMs(load.stages)
}

/** How long stages last together, in milliseconds. */
export function stagesDurationMs(stages: readonly Stage[]): number {
  return stages.reduce((sum, { durationMs }) => sum + durationMs, 0)
}

export function milliseconds(name: string, duration: string): number {
  const ms = parseDuration(duration)
  if (ms !== undefined && ms > 0) return ms
  throw scenarioError(
    'invalid_load',
    `${name} is "${duration}", which is no time above zero.`,
    `write it as '500ms', '30s' or '2m'`,
  )
}

function steady(value: number, duration: Duration, warmUp: Duration | undefined): Stage[] {
  const stage = { from: value, to: value }
  const main = { name: 'steady', ...stage, durationMs: milliseconds('duration', duration), isMeasured: true }
  if (warmUp === undefined) return [main]
  return [{ name: 'warm-up', ...stage, durationMs: milliseconds('warmUp', warmUp), isMeasured: false }, main]
}

function ramps(
  name: string,
  start: number,
  stages: readonly { readonly to: number; readonly duration: Duration; readonly name?: string }[],
): Stage[] {
  if (stages.length === 0)
    throw scenarioError('invalid_load', 'A ramp has no stages.', 'give it at least one')
  let from = notNegative(name, start)
  return stages.map((stage, index) => {
    const to = notNegative(name, stage.to)
    const durationMs = milliseconds('duration', stage.duration)
    const made = { name: stage.name ?? `stage ${index + 1}`, from, to, durationMs, isMeasured: true }
    from = to
    return made
  })
}

function arrivals(stages: readonly Stage[], { maxUsers, readyUsers }: OpenOptions): ArrivalLoad {
  const peak = Math.max(...stages.flatMap(({ from, to }) => [from, to]))
  const most = atLeastOne('maxUsers', maxUsers ?? DEFAULT_MAX_USERS)
  return {
    kind: 'arrivals',
    stages,
    readyUsers: Math.min(most, notNegative('readyUsers', readyUsers ?? Math.ceil(peak / 10))),
    maxUsers: most,
  }
}

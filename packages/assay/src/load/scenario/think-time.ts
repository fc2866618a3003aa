import type { Random } from '../../base/random.ts'
import { messageOf } from '../../errors/assay-error.ts'
import { type Duration, milliseconds } from './load.ts'
import { scenarioError } from './scenario-error.ts'

/** How long a virtual user pauses between iterations, in milliseconds. */
export type ThinkTime = (random: Random) => number

/**
 * The pause a virtual user makes now.
 *
 * @throws AssayError `invalid_scenario` when its think time gives none.
 */
export function pauseOf(think: ThinkTime, random: Random): number {
  let ms: number
  try {
    ms = think(random)
  } catch (error) {
    throw noPause(`threw: ${messageOf(error)}`, error)
  }
  if (Number.isFinite(ms) && ms >= 0) return ms
  throw noPause(`gave ${String(ms)}.`)
}

function noPause(problem: string, cause?: unknown) {
  return scenarioError(
    'invalid_scenario',
    `A think time ${problem}`,
    'let it give milliseconds from 0 on, or use constant, uniform or exponential',
    cause,
  )
}

/**
 * The same pause each time.
 *
 * @example
 * constant('1s')
 */
export function constant(pause: Duration): ThinkTime {
  const ms = milliseconds('think', pause)
  return () => ms
}

/**
 * A pause from `least` to `most`, all equally likely.
 *
 * @example
 * uniform('100ms', '500ms')
 */
export function uniform(least: Duration, most: Duration): ThinkTime {
  const from = milliseconds('think', least)
  const to = milliseconds('think', most)
  if (to < from) {
    throw scenarioError(
      'invalid_scenario',
      `The think time from ${least} to ${most} ends before it begins.`,
      'put the shorter time first',
    )
  }
  return (random) => from + random.fraction() * (to - from)
}

/**
 * Pauses as between independent events: most are short, a few long. Cut off at ten times the mean.
 *
 * @example
 * exponential('500ms')
 */
export function exponential(mean: Duration): ThinkTime {
  const ms = milliseconds('think', mean)
  return (random) => Math.min(-Math.log(1 - random.fraction()), 10) * ms
}

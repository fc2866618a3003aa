import type { Random } from '../../base/random.ts'
import { type Duration, milliseconds } from './load.ts'
import { scenarioError } from './scenario-error.ts'

/** How long a virtual user pauses between iterations, in milliseconds. */
export type ThinkTime = (random: Random) => number

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

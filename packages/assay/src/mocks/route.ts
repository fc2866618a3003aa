import type { AnswerFunction } from './answer.ts'
import type { Conditions } from './condition.ts'
import type { PreparedAnswer } from './prepare-answer.ts'
import type { RoutePattern } from './route-pattern.ts'

/** An answer that is ready, or a function that is asked for one at each request. */
export type Step = PreparedAnswer | AnswerFunction

/** A route of a stub: which requests it is for, and what they are answered. */
export interface Route {
  readonly method: string
  readonly pattern: RoutePattern
  readonly conditions: Conditions | undefined
  /** The answer to every request; without it, `next` gives the answer to the next one. */
  readonly only: Step | undefined
  readonly next: () => Step
}

/** A route that gives its answers in turn; the last one repeats. */
export function createRoute(
  pattern: RoutePattern,
  conditions: Conditions | undefined,
  steps: readonly [Step, ...Step[]],
): Route {
  const [first] = steps
  let position = 0
  return {
    method: pattern.method,
    pattern,
    conditions,
    only: steps.length === 1 ? first : undefined,
    next() {
      const step = steps[position] ?? first
      position = Math.min(position + 1, steps.length - 1)
      return step
    },
  }
}

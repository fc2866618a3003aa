import { inspect } from 'node:util'
import { poll } from '../base/poll.ts'
import { infrastructureError, messageOf } from '../errors/assay-error.ts'
import { readableError } from '../errors/readable-error.ts'

export interface EventuallyOptions {
  /** Default 5 000 ms. */
  readonly timeoutMs?: number
  /** Longest pause between two tries. Default 100 ms. */
  readonly intervalMs?: number
}

const DEFAULT_TIMEOUT_MS = 5_000
const DEFAULT_INTERVAL_MS = 100

/**
 * Tries until the function neither throws nor returns `false`, `null` or `undefined`, and gives
 * what it returned. For facts that become true in their own time; never sleep for them.
 *
 * @throws AssayError `never_true` with the last value or error, after the deadline.
 * @example
 * const order = await eventually(async () => {
 *   const { body } = await orders.get<Order>(`/orders/${id}`)
 *   expect(body.status).toBe('confirmed')
 *   return body
 * })
 */
export async function eventually<Value>(
  attempt: () => Promise<Value> | Value,
  options: EventuallyOptions = {},
): Promise<NonNullable<Exclude<Value, false>>> {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS
  let last: unknown
  const outcome = await poll(
    async () => {
      const value = await attempt()
      last = value
      if (value === false || value === null || value === undefined) throw new NotYet(value)
      return value as NonNullable<Exclude<Value, false>>
    },
    { timeoutMs, longestPauseMs: options.intervalMs ?? DEFAULT_INTERVAL_MS },
  )
  if (outcome.done) return outcome.value
  throw readableError(neverTrue(timeoutMs, outcome.tries, outcome.lastError, last))
}

class NotYet extends Error {
  readonly value: unknown

  constructor(value: unknown) {
    super(`returned ${inspect(value)}`)
    this.value = value
  }
}

function neverTrue(timeoutMs: number, tries: number, error: unknown, last: unknown) {
  const evidence = error instanceof NotYet ? [] : [`last error: ${messageOf(error)}`]
  if (last !== undefined) evidence.push(`last value: ${inspect(last, { depth: 4, breakLength: 100 })}`)
  return infrastructureError({
    code: 'never_true',
    message: `It did not become true in ${timeoutMs} ms (${tries} tries).`,
    evidence: evidence.flatMap((text) => text.split('\n')),
    cause: error,
  })
}

import { infrastructureError } from '../../errors/assay-error.ts'

/** How long something may take. */
export interface TimeLimit {
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/**
 * Waits for a function of a user, but not for ever: it gets a signal, and is given up when it does
 * not follow it.
 *
 * @throws AssayError `function_too_slow`; the reason of the signal when it aborts
 */
export async function withinTime<Value>(
  run: (signal: AbortSignal) => Promise<Value> | Value,
  { timeoutMs, signal }: TimeLimit,
): Promise<Value> {
  signal?.throwIfAborted()
  const controller = new AbortController()
  const given = run(controller.signal)
  if (!isPromise(given)) return given
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const stop = (reason: unknown) => {
    controller.abort(reason)
    reject(reason)
  }
  const interrupt = () => stop(signal?.reason)
  const deadline = setTimeout(() => stop(tooSlow(timeoutMs)), timeoutMs)
  signal?.addEventListener('abort', interrupt, { once: true })
  try {
    return await Promise.race([given, ended])
  } finally {
    clearTimeout(deadline)
    signal?.removeEventListener('abort', interrupt)
  }
}

/** Promises of other libraries, and of other realms, count. */
function isPromise<Value>(given: Promise<Value> | Value): given is Promise<Value> {
  return typeof (given as { readonly then?: unknown } | null | undefined)?.then === 'function'
}

function tooSlow(timeoutMs: number) {
  return infrastructureError({
    code: 'function_too_slow',
    message: `The function did not end within ${timeoutMs} ms.`,
    fix: 'find out what it waits for, or raise stateTimeoutMs',
  })
}

/** A signal that comes a while after another one. */
export interface Grace extends Disposable {
  /** None when nothing can interrupt. */
  readonly signal: AbortSignal | undefined
}

/** Gives what has to be done in any case some time after an interruption, but not for ever. */
export function graceAfter(signal: AbortSignal | undefined, graceMs: number): Grace {
  if (signal === undefined) return { signal, [Symbol.dispose]() {} }
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const begin = () => {
    timer = setTimeout(() => controller.abort(signal.reason), graceMs)
  }
  if (signal.aborted) begin()
  else signal.addEventListener('abort', begin, { once: true })
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer)
      signal.removeEventListener('abort', begin)
    },
  }
}

import { pathToFileURL } from 'node:url'

/** Longer than any file takes to be loaded, compiled and evaluated. */
const IMPORT_TIMEOUT_MS = 30_000

export interface ImportLimit {
  readonly timeoutMs?: number
  readonly signal?: AbortSignal | undefined
}

/**
 * Imports a file that a user has written, but does not wait for ever for what it awaits itself.
 *
 * @throws whatever the file throws; an error that says how long was waited; the reason of the signal
 */
export async function importFile(file: string, { timeoutMs = IMPORT_TIMEOUT_MS, signal }: ImportLimit = {}) {
  signal?.throwIfAborted()
  const { promise: givenUp, reject } = Promise.withResolvers<never>()
  const interrupt = () => reject(signal?.reason)
  const deadline = setTimeout(() => reject(new Error(tooSlow(timeoutMs))), timeoutMs)
  signal?.addEventListener('abort', interrupt, { once: true })
  try {
    await Promise.race([import(pathToFileURL(file).href), givenUp])
  } finally {
    clearTimeout(deadline)
    signal?.removeEventListener('abort', interrupt)
  }
}

function tooSlow(timeoutMs: number): string {
  return `it was not imported within ${timeoutMs} ms: what does it await?`
}

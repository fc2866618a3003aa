import { setTimeout as sleep } from 'node:timers/promises'

/** Waits; whether the connection was still there at the end. */
export async function waitUnlessGone(delayMs: number, gone: AbortSignal): Promise<boolean> {
  try {
    await sleep(delayMs, undefined, { signal: gone })
    return true
  } catch {
    // The client, or the stub itself, closed the connection: there is nobody left to answer.
    return false
  }
}

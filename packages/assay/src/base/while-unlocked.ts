const BUSY_PAUSE_MS = 5

/**
 * Repeats work on an SQLite file as long as another process holds it. SQLite waits by itself for most
 * things, but not when a file changes to a write-ahead log.
 */
export function whileUnlocked(work: () => void, timeoutMs: number): void {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    try {
      work()
      return
    } catch (error) {
      const isLocked = error instanceof Error && error.message.includes('database is locked')
      if (!isLocked || Date.now() > deadline) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BUSY_PAUSE_MS)
    }
  }
}

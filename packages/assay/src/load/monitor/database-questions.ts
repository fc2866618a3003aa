import { setTimeout as sleep } from 'node:timers/promises'

const ANSWER_TIMEOUT_MS = 500
const CLOSE_TIMEOUT_MS = 2_000

/** Connections to a database: how many are open, and how many of them are at work. */
export interface DatabaseActivity {
  readonly busy: number
  readonly open: number
}

/** A database and how to ask it. What the question holds open is closed with the monitor. */
export interface MonitoredDatabase {
  readonly part: string
  readonly activity: (() => Promise<DatabaseActivity | undefined>) & Partial<AsyncDisposable>
}

/** Asks databases about their connections, one question at a time each. */
export class DatabaseQuestions implements AsyncDisposable {
  readonly #databases: readonly MonitoredDatabase[]
  readonly #open = new Map<string, Promise<void>>()
  #isClosed = false

  constructor(databases: readonly MonitoredDatabase[]) {
    this.#databases = databases
  }

  /** A database that is slow to answer is not asked again meanwhile. */
  ask(onAnswer: (part: string, activity: DatabaseActivity) => void): void {
    for (const { part, activity } of this.#databases) {
      if (this.#open.has(part)) continue
      const answered = activity()
        .then((answer) => answer && onAnswer(part, answer))
        // A database that cannot answer leaves its numbers out.
        .catch(() => undefined)
        .finally(() => this.#open.delete(part))
      this.#open.set(part, answered as Promise<void>)
    }
  }

  /** Waits for the answers that are on their way, but not for a database that hangs; then closes. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await atMost(ANSWER_TIMEOUT_MS, Promise.all(this.#open.values()))
    const closings = this.#databases.map(({ activity }) => activity[Symbol.asyncDispose]?.())
    // A connection that is lost already cannot be closed, and need not be.
    await atMost(CLOSE_TIMEOUT_MS, Promise.allSettled(closings))
  }
}

async function atMost(timeoutMs: number, work: Promise<unknown>): Promise<void> {
  const isEnough = new AbortController()
  // The waiting is cut short by aborting it.
  const tooLate = sleep(timeoutMs, undefined, { signal: isEnough.signal }).catch(() => undefined)
  await Promise.race([work, tooLate])
  isEnough.abort()
}

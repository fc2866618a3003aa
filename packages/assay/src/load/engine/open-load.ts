import { setImmediate as yieldToLoop } from 'node:timers/promises'
import type { ArrivalTimes } from './arrival-times.ts'
import type { EngineUser } from './engine-user.ts'
import type { LoadRun } from './load-run.ts'

const once = () => false

/** Iterations that are begun before others get a turn: a thread that is late must still read answers. */
const MAX_STARTS_AT_ONCE = 200

/** Which arrivals are those of one thread, and how many users it may have for them. */
export interface ArrivalShare {
  readonly times: ArrivalTimes
  /** It takes every `workers`-th of them, from this one on. */
  readonly worker: number
  readonly workers: number
  readonly maxUsers: number
}

/**
 * An open load: iterations begin when they are due, whether or not earlier ones have ended, and
 * are measured from then. Should a user have to be set up for one, it waits for that, too.
 */
export async function runOpenLoad(share: ArrivalShare, run: LoadRun): Promise<void> {
  const { times, worker, workers, maxUsers } = share
  const idle = run.readyUsers
  const working = new Set<Promise<void>>()

  const arrive = async (user: EngineUser, dueMs: number) => {
    try {
      if (user.isSettingUp) await run.setUp(user)
      user.dueMs = dueMs
      await run.iterations.run(user, once)
    } finally {
      idle.push(user)
    }
  }
  const start = (dueMs: number) => {
    // What comes later is the system's time, even when it is a user that is set up.
    run.lag.record(run.clock.nowMs() - dueMs)
    if (idle.length === 0 && run.userCount >= maxUsers) return run.drop(dueMs)
    const user = idle.pop() ?? run.createUser()
    const work: Promise<void> = arrive(user, dueMs)
      .catch(run.fail)
      .finally(() => {
        working.delete(work)
        run.activeUsers = working.size
      })
    working.add(work)
    run.activeUsers = working.size
  }

  let next = worker
  for (let dueMs = times(next); dueMs !== undefined && !run.isStopping; dueMs = times(next)) {
    await run.sleepUntil(dueMs)
    const now = run.clock.nowMs()
    for (let started = 0; dueMs !== undefined && dueMs <= now && started < MAX_STARTS_AT_ONCE; started += 1) {
      if (run.isStopping) break
      start(dueMs)
      next += workers
      dueMs = times(next)
    }
    await yieldToLoop()
  }
  await run.settled(Promise.all(working))
}

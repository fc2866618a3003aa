import { setImmediate as yieldToLoop } from 'node:timers/promises'
import type { ArrivalTimes } from './arrival-times.ts'
import type { EngineUser } from './engine-user.ts'
import type { LoadRun } from './load-run.ts'
import { shareOf } from './share-of.ts'

const once = () => false

/** Iterations that are begun before others get a turn: a thread that is late must still read answers. */
const MAX_STARTS_AT_ONCE = 200

/**
 * An open load: iterations begin when they are due, whether or not earlier ones have ended, and
 * are measured from then. This thread takes every `workers`-th of them.
 */
export async function runOpenLoad(times: ArrivalTimes, maxUsers: number, run: LoadRun): Promise<void> {
  const { worker, workers } = run
  const mostHere = Math.max(1, shareOf(maxUsers, worker, workers))
  const idle = run.readyUsers
  const working = new Set<Promise<void>>()

  const arrive = async (user: EngineUser, dueMs: number) => {
    const isReady = !user.isSettingUp
    if (!isReady) await run.setUp(user)
    const now = run.clock.nowMs()
    // Making a user ready is lateness of the generator, and no latency of the system.
    run.lag.record(now - dueMs)
    user.dueMs = isReady ? dueMs : now
    await run.iterations.run(user, once)
    idle.push(user)
  }
  const start = (dueMs: number) => {
    if (idle.length === 0 && run.userCount >= mostHere) return run.drop(dueMs)
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

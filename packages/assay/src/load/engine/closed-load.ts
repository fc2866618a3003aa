import { type Stage, stagesDurationMs } from '../scenario/load.ts'
import { pauseOf, type ThinkTime } from '../scenario/think-time.ts'
import type { EngineUser } from './engine-user.ts'
import { type LoadRun, RETRY_MS } from './load-run.ts'
import { shareOf } from './share-of.ts'

const ADJUST_EVERY_MS = 20

/** How many virtual users there should be at a time. */
function usersAt(stages: readonly Stage[], ms: number): number {
  let startMs = 0
  for (const { from, to, durationMs } of stages) {
    if (ms < startMs + durationMs) return Math.round(from + ((to - from) * (ms - startMs)) / durationMs)
    startMs += durationMs
  }
  return 0
}

/**
 * A closed load: each user begins its next iteration when the one before has ended and it has
 * thought. Users that are no longer wanted end after their iteration.
 */
export async function runClosedLoad(
  stages: readonly Stage[],
  think: ThinkTime | undefined,
  run: LoadRun,
): Promise<void> {
  const { worker, workers } = run
  const endMs = stagesDurationMs(stages)
  const idle = run.readyUsers
  const working: Promise<void>[] = []
  let active = 0
  const wanted = (now: number) => shareOf(usersAt(stages, now), worker, workers)
  const isWanted = () => {
    const now = run.clock.nowMs()
    return now < endMs && !run.isStopping && active <= wanted(now)
  }
  const again = (user: EngineUser, isReached: boolean) => {
    if (isReached && think === undefined) return isWanted()
    return pause(user, isReached, { run, think, endMs }).then(isWanted)
  }
  const work = async (user: EngineUser) => {
    active += 1
    run.activeUsers = active
    try {
      if (user.isSettingUp) await run.setUp(user)
      if (isWanted()) await run.iterations.run(user, again)
    } finally {
      // Whoever begins again later has not waited since now.
      user.dueMs = Number.NaN
      active -= 1
      run.activeUsers = active
      idle.push(user)
    }
  }
  while (!run.isStopping) {
    const now = run.clock.nowMs()
    if (now >= endMs) break
    while (active < wanted(now)) working.push(work(idle.pop() ?? run.createUser()).catch(run.fail))
    await run.sleepUntil(Math.min(now + ADJUST_EVERY_MS, endMs))
  }
  await run.settled(Promise.all(working))
}

interface Pace {
  readonly run: LoadRun
  readonly think: ThinkTime | undefined
  readonly endMs: number
}

/** Until the next iteration: what the user thinks, and a while before a target that is down is tried again. */
async function pause(user: EngineUser, isReached: boolean, { run, think, endMs }: Pace): Promise<void> {
  if (!isReached) await run.sleepUntil(run.clock.nowMs() + RETRY_MS)
  if (think === undefined) return
  const dueMs = run.clock.nowMs() + pauseOf(think, user.random)
  await run.sleepUntil(Math.min(dueMs, endMs))
  run.lag.record(run.clock.nowMs() - Math.min(dueMs, endMs))
  user.dueMs = dueMs
}

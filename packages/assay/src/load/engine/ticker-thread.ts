import { parentPort, workerData } from 'node:worker_threads'
import { arrivalTimesOf } from './arrival-times.ts'
import { goFirst } from './go-first.ts'
import { LoadClock } from './load-clock.ts'
import type { TickerPlan } from './ticker.ts'

/** What is due so soon after a tick belongs to it: more ticks than these would cost more than they tell. */
const SAME_TICK_MS = 0.25

const { load, startNs, worker, workers, end } = workerData as TickerPlan
goFirst()
const times = arrivalTimesOf(load)
const clock = new LoadClock()
clock.start(startNs)

let index = worker
for (let dueMs = times(index); dueMs !== undefined; dueMs = times(index)) {
  const leftMs = dueMs - clock.nowMs()
  if (leftMs > 0) Atomics.wait(end, 0, 0, leftMs)
  if (Atomics.load(end, 0) !== 0) break
  parentPort?.postMessage(null)
  const until = Math.max(dueMs, clock.nowMs()) + SAME_TICK_MS
  while ((times(index) ?? Number.POSITIVE_INFINITY) <= until) index += workers
}

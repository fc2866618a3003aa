import { formatDuration } from '../base/duration.ts'
import type { LoadProgress } from '../model/load-result.ts'
import type { RunEvent } from '../model/run-event.ts'
import { formatCount, formatLatency, formatRate } from '../reports/content/load-quantity.ts'
import { errorWords, latencyOf, rateOf, statusWord } from '../reports/content/load-summary.ts'
import { printable } from '../reports/content/printable.ts'

const EVERY_MS = 10_000

/** Lines of a log about loads: when one starts, every ten seconds, and when it ends. */
export function createPlainLoad(): (event: RunEvent) => string[] {
  let toldAt = 0
  let running: string | undefined
  return (event) => {
    if (event.type === 'load-started') {
      toldAt = performance.now()
      // A scenario that starts before it has finished is measured anew.
      const again = running === event.scenario ? 'once more, because the measurement was invalid: ' : ''
      running = event.scenario
      return [printable(`load ${event.scenario}: ${again}${event.load}`)]
    }
    if (event.type === 'load-progress' && performance.now() - toldAt >= EVERY_MS) {
      toldAt = performance.now()
      return [`  ${progressLine(event.progress)}`]
    }
    if (event.type !== 'load-finished') return []
    running = undefined
    const { name, status, total } = event.result
    const figures = `${rateOf(total)} requests/s, p95 ${latencyOf(total.latency, 'p95')}, ${errorWords(total)}`
    return [
      printable(`load ${name}: ${statusWord(status)}, ${formatCount(total.answered)} answers, ${figures}`),
    ]
  }
}

function progressLine(progress: LoadProgress): string {
  const { phase, elapsedMs, totalMs, users, ratePerSecond, p95Ms, errorsPerSecond } = progress
  const time = `${formatDuration(elapsedMs)}${totalMs === undefined ? '' : ` of ${formatDuration(totalMs)}`}`
  const latency = p95Ms === undefined ? '' : `, p95 ${formatLatency(p95Ms)}`
  const errors = `${formatRate(errorsPerSecond)} errors/s`
  return `${time} (${phase}): ${users} users, ${formatRate(ratePerSecond)} requests/s${latency}, ${errors}`
}

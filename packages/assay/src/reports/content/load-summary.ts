import {
  type CapacityResult,
  errorRateOf,
  type LatencySummary,
  type LoadFigures,
  type Saturation,
  type ScenarioResult,
  type ScenarioStatus,
} from '../../model/load-result.ts'
import { formatCount, formatLatency, formatRate, formatShare } from './load-quantity.ts'

/** What a status means for whoever reads the figures. */
export const STATUS_MEANINGS: Readonly<Record<ScenarioStatus, string>> = {
  valid: 'the figures are about the system',
  invalid: 'the load generator was the limit: the figures are about it, and not about the system',
  partial: 'it was interrupted: the figures are about a part of the load',
  failed: 'it could not be run to its end',
}

/** A status as a word. All but one are loud. */
export function statusWord(status: ScenarioStatus): string {
  return status === 'valid' ? status : status.toUpperCase()
}

/** One of the latencies of a summary. */
export type LatencyFigure = Exclude<keyof LatencySummary, 'count'>

/** A latency of the summary; a dash when nothing was measured, because that is not 0 ms. */
export function latencyOf(latency: LatencySummary, name: LatencyFigure): string {
  return latency.count === 0 ? '–' : formatLatency(latency[name])
}

/** Answers per second; a dash when nothing was due. */
export function rateOf({ scheduled, ratePerSecond }: LoadFigures): string {
  return scheduled === 0 ? '–' : formatRate(ratePerSecond)
}

/** `12 errors (0.07 %)`: of all that were due, as the gates count; what was dropped got no answer either. */
export function errorWords(figures: LoadFigures): string {
  const { scheduled, errors, dropped } = figures
  if (scheduled + errors === 0) return 'no requests'
  if (errors + dropped === 0) return 'no errors'
  const words = [errors === 0 ? '' : counted(errors), dropped === 0 ? '' : `${formatCount(dropped)} dropped`]
  return `${words.filter((word) => word !== '').join(', ')} (${formatShare(errorRateOf(figures))})`
}

/** Errors by kind, most frequent first: `990 status, 94 refused`. */
export function errorKindWords({ errorsByKind }: LoadFigures): string {
  const kinds = Object.entries(errorsByKind).sort(([, left], [, right]) => right - left)
  return kinds.map(([kind, count]) => `${formatCount(count)} ${kind}`).join(', ')
}

/** What became of all that was due: `1,200 scheduled = 1,180 sent + 20 dropped + 0 failed`. */
export function scheduleWords({ scheduled, sent, dropped, failed }: LoadFigures): string {
  const [due, out, left, not] = [scheduled, sent, dropped, failed].map(formatCount)
  return `${due} scheduled = ${out} sent + ${left} dropped + ${not} failed`
}

/** The parts that had no more to give: `orders (1 thread at 97 %), ordersDb (…)`. */
export function saturationWords(saturations: readonly Saturation[]): string {
  return saturations.map(({ part, reason }) => `${part} (${reason})`).join(', ')
}

/** What a capacity search found, in a sentence, and what broke or why it knows no more. */
export function capacityWords(capacity: CapacityResult): string {
  const found = edgeWords(capacity)
  return capacity.reason === undefined ? found : `${found}: ${capacity.reason}`
}

/** How many scenarios there are of each status, those to worry about first: `1 invalid, 4 valid`. */
export function statusCounts(scenarios: readonly ScenarioResult[]): string {
  const order: readonly ScenarioStatus[] = ['failed', 'invalid', 'partial', 'valid']
  return order
    .map((status) => [scenarios.filter((scenario) => scenario.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${count} ${status}`)
    .join(', ')
}

function edgeWords({ holdsAtPerSecond: holds, breaksAtPerSecond: breaks }: CapacityResult): string {
  if (holds === undefined && breaks === undefined) return 'nothing was found out'
  const lower = holds === undefined ? 'holds at no rate' : `holds at ${formatRate(holds)}/s`
  return breaks === undefined
    ? `${lower}, and no rate that was tried breaks it`
    : `${lower}, breaks at ${formatRate(breaks)}/s`
}

function counted(errors: number): string {
  return `${formatCount(errors)} ${errors === 1 ? 'error' : 'errors'}`
}

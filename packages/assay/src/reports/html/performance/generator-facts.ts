import type { ScenarioResult } from '../../../model/load-result.ts'
import { formatBytes, formatCount, formatShare } from '../../content/load-quantity.ts'
import { latencyOf } from '../../content/load-summary.ts'
import { clip } from '../../content/printable.ts'
import { html, type Markup } from '../markup.ts'

const MAX_FILE_CHARACTERS = 200

/** What the load generator did meanwhile: whether the figures can be believed. */
export function generatorFacts({ generator, total, file }: ScenarioResult): Markup {
  const { threads, cpuShare, lag, peakUsers, peakConnections } = generator
  const facts: readonly (readonly [string, string])[] = [
    ['Threads', formatCount(threads)],
    ['CPU of the busiest thread', formatShare(cpuShare)],
    ['Lag behind its schedule, p99', latencyOf(lag, 'p99')],
    ['Lag at most', latencyOf(lag, 'max')],
    ['Virtual users at most', formatCount(peakUsers)],
    ['Connections at most', formatCount(peakConnections)],
    ['Received', formatBytes(total.receivedBytes)],
    ...(file === '' ? [] : [['Scenario', clip(file, MAX_FILE_CHARACTERS)] as const]),
  ]
  return html`<div class="generator"><h4>Load generator</h4><dl>${facts.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl></div>`
}

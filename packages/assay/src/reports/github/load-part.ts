import type { ScenarioResult } from '../../model/load-result.ts'
import { capacityWords, errorWords, latencyOf, rateOf, statusWord } from '../content/load-summary.ts'
import { clip } from '../content/printable.ts'
import { markdownList, markdownRow, markdownText } from './markdown.ts'

const MAX_SCENARIOS = 50
const MAX_NOTES = 5
const MAX_CHARACTERS = 200
const HEADINGS = ['scenario', 'load', 'status', 'requests/s', 'p50', 'p95', 'p99', 'errors']

/** The load scenarios as a table, and below it why figures are not about the system. */
export function loadPart(scenarios: readonly ScenarioResult[]): string[] {
  if (scenarios.length === 0) return []
  const left = scenarios.length - MAX_SCENARIOS
  const shown = scenarios.slice(0, MAX_SCENARIOS)
  const table = [
    markdownRow(HEADINGS),
    markdownRow(HEADINGS.map((_, index) => (index >= 3 && index <= 6 ? '---:' : '---'))),
    ...shown.map(scenarioRow),
  ]
  const remarks = shown.flatMap(remarksOn)
  return [
    '### Performance',
    table.join('\n'),
    ...(remarks.length === 0 ? [] : [markdownList(remarks)]),
    ...(left > 0 ? [`…and ${left} more`] : []),
  ]
}

function scenarioRow({ name, load, status, total }: ScenarioResult): string {
  const latencies = (['p50', 'p95', 'p99'] as const).map((quantile) => latencyOf(total.latency, quantile))
  return markdownRow([
    markdownText(clip(name, MAX_CHARACTERS)),
    markdownText(clip(load, MAX_CHARACTERS)),
    status === 'valid' ? '✓ valid' : `**✗ ${statusWord(status)}**`,
    rateOf(total),
    ...latencies,
    markdownText(errorWords(total)),
  ])
}

function remarksOn({ name, status, notes, capacity }: ScenarioResult): string[] {
  return [
    ...(capacity === undefined ? [] : [`${name}: ${capacityWords(capacity)}`]),
    ...(status === 'valid' ? [] : notes.slice(0, MAX_NOTES).map((note) => `${name}: ${note}`)),
  ]
}

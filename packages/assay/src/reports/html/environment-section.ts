import type { RunResult } from '../../model/run-result.ts'
import { selectedPart } from '../content/headline.ts'
import { html, type Markup } from './markup.ts'

/** What it takes to compare this run with another, or to repeat it. */
export function environmentSection(result: RunResult): Markup {
  const { source, versions, selection, isWarm } = result
  const facts: [string, string | undefined][] = [
    ['Run', result.id],
    ['Seed', result.seed],
    ['Selection', selectedPart(selection) ?? 'everything'],
    ['Commit', source?.commit],
    ['Branch', source?.branch],
    ['Uncommitted changes', source && (source.isDirty ? 'yes' : 'no')],
    ['New failures counted from', result.baseline ?? 'no earlier run'],
    ['System', isWarm ? 'kept running by "assay up"' : 'booted for this run'],
    ...Object.entries(versions),
    ['Environment', result.environmentHash],
  ]
  const shown = facts.filter(([, value]) => value !== undefined)
  return html`<section id="environment"><h2>Environment</h2><dl class="environment">${shown.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl></section>`
}

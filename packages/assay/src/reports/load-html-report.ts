import type { ScenarioResult } from '../model/load-result.ts'
import { statusCounts } from './content/load-summary.ts'
import { clip } from './content/printable.ts'
import { html, type Markup } from './html/markup.ts'
import { page } from './html/page.ts'
import { performanceSection } from './html/performance-section.ts'

const MAX_TITLE_CHARACTERS = 200

/** What a report of scenarios without a run needs beside them. */
export interface LoadHtmlReportOptions {
  /** What was put under load: the name of a system, or a URL. */
  readonly title: string
}

/**
 * Scenarios as one file that needs no network and no server, for load that is no part of a run. It
 * judges nothing; scenarios whose figures are not about the system are marked.
 *
 * @example
 * const page = loadHtmlReport(result.scenarios, { title: 'http://127.0.0.1:3000' })
 * page.startsWith('<!doctype html>') // true
 */
export function loadHtmlReport(
  scenarios: readonly ScenarioResult[],
  { title }: LoadHtmlReportOptions,
): string {
  const isSound = scenarios.length > 0 && scenarios.every(({ status }) => status === 'valid')
  return page({
    title: `Load – ${title}`,
    kind: isSound ? 'measured' : 'measured limited',
    header: header(scenarios, title),
    main: html`${performanceSection(scenarios) || html`<p>No scenario ran.</p>`}`,
  })
}

function header(scenarios: readonly ScenarioResult[], title: string): Markup {
  const [first] = scenarios
  const facts = [
    ...(first === undefined
      ? []
      : [`${new Date(first.startedAt).toISOString().slice(0, 19).replace('T', ' ')} UTC`]),
    `${scenarios.length} ${scenarios.length === 1 ? 'scenario' : 'scenarios'}`,
    ...(first === undefined ? [] : [statusCounts(scenarios)]),
  ]
  return html`<header class="top">
<p class="origin"><b>Load</b>${facts.map((fact) => html`<span>${fact}</span>`)}</p>
<h1 class="load-title">${clip(title, MAX_TITLE_CHARACTERS)}</h1>
</header>`
}

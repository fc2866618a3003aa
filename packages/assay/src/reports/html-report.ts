import type { RunResult } from '../model/run-result.ts'
import { limitsOf, verdictOf } from './content/headline.ts'
import { bootSection } from './html/boot-section.ts'
import { environmentSection } from './html/environment-section.ts'
import { explainFailures, flakySection } from './html/failures-section.ts'
import { gatesSection } from './html/gates-section.ts'
import { html } from './html/markup.ts'
import { page } from './html/page.ts'
import { performanceSection } from './html/performance-section.ts'
import { summarySection } from './html/summary-section.ts'
import { testsSection } from './html/tests-section.ts'
import { troubleSection } from './html/trouble-section.ts'
import { verdictHeader } from './html/verdict-header.ts'

/**
 * The whole run as one file that needs no network and no server: the verdict and why, then each
 * failure with its exchanges and log lines, then everything else. Readable without scripts.
 */
export function htmlReport(result: RunResult): string {
  const kind = limitsOf(result).length === 0 ? result.verdict : `${result.verdict} limited`
  const { section: failures, explained } = explainFailures(result)
  return page({
    title: `${verdictOf(result)} – ${result.system}`,
    kind,
    header: verdictHeader(result),
    main: html`${summarySection(result, explained)}
${failures}
${flakySection(result)}
${troubleSection(result)}
${performanceSection(result.scenarios, 'results.json')}
${testsSection(result, explained)}
${gatesSection(result)}
${bootSection(result)}
${environmentSection(result)}`,
  })
}

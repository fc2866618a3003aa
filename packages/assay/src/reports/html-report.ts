import { createHash } from 'node:crypto'
import type { RunResult } from '../model/run-result.ts'
import { limitsOf, verdictOf } from './content/headline.ts'
import { bootSection } from './html/boot-section.ts'
import { environmentSection } from './html/environment-section.ts'
import { explainFailures, flakySection } from './html/failures-section.ts'
import { FILTER_SCRIPT } from './html/filter-script.ts'
import { gatesSection } from './html/gates-section.ts'
import { html, trusted } from './html/markup.ts'
import { SECTION_STYLE } from './html/section-style.ts'
import { STYLE } from './html/style.ts'
import { summarySection } from './html/summary-section.ts'
import { testsSection } from './html/tests-section.ts'
import { troubleSection } from './html/trouble-section.ts'
import { verdictHeader } from './html/verdict-header.ts'

/** Nothing may be loaded, and no script may run but the one of this file. */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(FILTER_SCRIPT).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/**
 * The whole run as one file that needs no network and no server: the verdict and why, then each
 * failure with its exchanges and log lines, then everything else. Readable without scripts.
 */
export function htmlReport(result: RunResult): string {
  const kind = limitsOf(result).length === 0 ? result.verdict : `${result.verdict} limited`
  const { section: failures, explained } = explainFailures(result)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${verdictOf(result)} – ${result.system}</title>
<link rel="icon" href="data:,">
<style>${trusted(STYLE)}${trusted(SECTION_STYLE)}</style>
</head>
<body class="${kind}">
<div class="page">
${verdictHeader(result)}
<main>
${summarySection(result, explained)}
${failures}
${flakySection(result)}
${troubleSection(result)}
${testsSection(result, explained)}
${gatesSection(result)}
${bootSection(result)}
${environmentSection(result)}
</main>
</div>
<script>${trusted(FILTER_SCRIPT)}</script>
</body>
</html>
`
  return page.markup
}

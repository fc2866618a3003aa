import { createHash } from 'node:crypto'
import { CHART_STYLE } from './chart-style.ts'
import { FILTER_SCRIPT } from './filter-script.ts'
import { html, type Markup, trusted } from './markup.ts'
import { PERFORMANCE_STYLE } from './performance-style.ts'
import { SECTION_STYLE } from './section-style.ts'
import { STYLE } from './style.ts'

/** Nothing may be loaded, and no script may run but the one of this file. */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(FILTER_SCRIPT).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** What stands on a page. */
export interface PageContent {
  readonly title: string
  /** The verdict, and whether something limits it: the colour of the page. */
  readonly kind: string
  readonly header: Markup
  readonly main: Markup
}

/** A report as one file that needs no network and no server, and can be read without scripts. */
export function page({ title, kind, header, main }: PageContent): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(STYLE)}${trusted(SECTION_STYLE)}${trusted(PERFORMANCE_STYLE)}${trusted(CHART_STYLE)}</style>
</head>
<body class="${kind}">
<div class="page">
${header}
<main>
${main}
</main>
</div>
<script>${trusted(FILTER_SCRIPT)}</script>
</body>
</html>
`.markup
}

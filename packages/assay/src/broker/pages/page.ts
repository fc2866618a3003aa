import { html, type Markup, trusted } from '../../reports/html/markup.ts'
import { STYLE } from '../../reports/html/style.ts'
import type { Urls } from '../hal/urls.ts'
import { PAGE_STYLE } from './page-style.ts'
import type { ResultState } from './result-state.ts'

/** What stands on a page. */
export interface PageContent {
  readonly title: string
  /** What is worst of all that is shown: the colour of the page. */
  readonly worst: ResultState | undefined
  readonly main: Markup
  /** Whether it is the one that the others lead back to. */
  readonly isFirst?: boolean
}

const COLORS = { failed: 'do-not-ship', unknown: 'limited ship', verified: 'ship' } as const

/** A page of the broker. It runs no script and loads nothing. */
export function page(urls: Urls, { title, worst, main, isFirst = false }: PageContent): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(STYLE)}${trusted(PAGE_STYLE)}</style>
</head>
<body class="${worst === undefined ? '' : COLORS[worst]}">
<div class="page">
${!isFirst && html`<nav><a href="${urls.base}/">All contracts</a></nav>`}
<main>
<h1>${title}</h1>
${main}
</main>
</div>
</body>
</html>
`.markup
}

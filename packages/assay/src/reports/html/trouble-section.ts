import type { Crash } from '../../model/part-event.ts'
import type { RunResult } from '../../model/run-result.ts'
import type { TestError } from '../../model/test-result.ts'
import { timeOfDay } from '../content/log-line.ts'
import { logLine } from './evidence.ts'
import { errorMarkup } from './failures-section.ts'
import { fitInto } from './fit-into.ts'
import { html, type Markup } from './markup.ts'

const MAX_CRASH_BYTES = 200_000
const MAX_PROBLEM_BYTES = 200_000
const MAX_LOG_LINES = 20

/** Processes that died, and errors outside of any test. */
export function troubleSection({ crashes, problems }: RunResult): Markup | false {
  if (crashes.length + problems.length === 0) return false
  const died = fitInto(crashes, MAX_CRASH_BYTES, crashArticle)
  const failed = fitInto(problems, MAX_PROBLEM_BYTES, problemArticle)
  const left = died.left + failed.left
  return html`<section id="trouble"><h2>Outside of tests</h2>${died.shown}${failed.shown}${
    left > 0 && html`<p>and ${left} more, in results.json.</p>`
  }</section>`
}

function crashArticle({ part, how, at, environment, lastLogLines, logFile }: Crash): Markup {
  const where = environment !== undefined && html`<span>environment ${environment}</span>`
  return html`<article class="trouble">
<h3><span class="mark failed" aria-hidden="true">✗</span> ${part} ${how}</h3>
<p class="facts"><span>at ${timeOfDay(at)} UTC</span>${where}</p>
<ol class="log">${lastLogLines.slice(-MAX_LOG_LINES).map(logLine)}</ol><p class="facts"><span>${logFile}</span></p></article>
`
}

function problemArticle(problem: TestError): Markup {
  const place = problem.place !== undefined && ` (${problem.place})`
  return html`<article class="trouble">
<h3><span class="mark failed" aria-hidden="true">✗</span> Outside of any test${place}</h3>
${errorMarkup(problem)}</article>
`
}

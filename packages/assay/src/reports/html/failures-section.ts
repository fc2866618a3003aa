import { formatDuration } from '../../base/duration.ts'
import type { RunResult } from '../../model/run-result.ts'
import { durationOf, type TestError, type TestResult } from '../../model/test-result.ts'
import { type FailedTest, failedTests, flakyTests, lastErrors, placeOf } from '../content/failures.ts'
import { clip, clipLines } from '../content/printable.ts'
import { failureAnchor } from './anchors.ts'
import { evidenceMarkup } from './evidence.ts'
import { fitInto } from './fit-into.ts'
import { html, type Markup } from './markup.ts'
import { testTitle } from './test-title.ts'

/** What the file may hold of evidence; failures beyond that are told by name and error. */
const MAX_BYTES = 1_500_000
const MAX_FLAKY_BYTES = 300_000
const MAX_OPEN = 10
const MAX_ERRORS = 3
const MAX_MESSAGE_CHARACTERS = 6_000
const MAX_LINES = 120
const MAX_FACT_CHARACTERS = 500

/** Failed tests with what explains them, and the ids of those that there was room for. */
export interface ExplainedFailures {
  readonly section: Markup | false
  readonly explained: ReadonlySet<string>
}

/** Every failed test with all that explains it, new failures first. */
export function explainFailures(result: RunResult): ExplainedFailures {
  const failures = failedTests(result)
  if (failures.length === 0) return { section: false, explained: new Set() }
  const { shown, left } = fitInto(failures, MAX_BYTES, (failed, index) =>
    failureArticle(failed, index < MAX_OPEN),
  )
  const explained = new Set(failures.slice(0, shown.length).map(({ test }) => test.id))
  const rest =
    left > 0 &&
    html`<p>${left} more failed tests are in the list of all tests; their evidence is in results.json.</p>`
  return { section: html`<section id="failures"><h2>Failures</h2>${shown}${rest}</section>`, explained }
}

/** Tests that passed only after a retry, with why the earlier attempts failed. */
export function flakySection(result: RunResult): Markup | false {
  const flaky = flakyTests(result)
  if (flaky.length === 0) return false
  const { shown, left } = fitInto(
    flaky,
    MAX_FLAKY_BYTES,
    (test) => html`<details class="test"><summary>${testTitle(test, 'flaky')}</summary>
<div class="body">${attemptList(test)}</div></details>
`,
  )
  return html`<section id="flaky"><h2>Flaky: passed only after a retry</h2>${shown}${
    left > 0 && html`<p>and ${left} more, marked in the list of all tests.</p>`
  }</section>`
}

/** An error: its message, the two values it compared, its stack. */
export function errorMarkup({ message, diff, stack }: TestError): Markup {
  const lines = diff === undefined ? [] : clipLines(diff.trim().split('\n'), MAX_LINES)
  return html`<pre class="message">${clip(message.trim(), MAX_MESSAGE_CHARACTERS)}</pre>${
    lines.length > 0 && html`<pre class="diff">${lines.map(diffLine)}</pre>`
  }${
    stack !== undefined &&
    html`<details class="more"><summary>Stack</summary><pre>${clip(stack, MAX_MESSAGE_CHARACTERS)}</pre></details>`
  }`
}

function failureArticle({ test, failedBefore }: FailedTest, isOpen: boolean): Markup {
  const place = placeOf(test)
  const facts = [
    place && clip(place, MAX_FACT_CHARACTERS),
    formatDuration(durationOf(test)),
    ...(test.attempts.length > 1 ? [`${test.attempts.length} attempts, all failed`] : []),
    ...(failedBefore ? ['not new: failed in the baseline too'] : []),
    ...(test.tags.length > 0 ? [clip(`tags: ${test.tags.join(', ')}`, MAX_FACT_CHARACTERS)] : []),
  ].filter((fact) => fact !== undefined)
  return html`<details class="test failing" id="${failureAnchor(test)}"${isOpen && html` open`}>
<summary>${testTitle(test, 'failed')}</summary><div class="body">
<p class="facts">${facts.map((fact) => html`<span>${fact}</span>`)}</p>
${lastErrors(test).slice(0, MAX_ERRORS).map(errorMarkup)}
${test.attempts.length > 1 && attemptList(test)}
${evidenceMarkup(test)}
</div></details>
`
}

function attemptList({ attempts }: TestResult): Markup {
  return html`<ol class="attempts">${attempts.map(
    ({ status, durationMs, errors }) =>
      html`<li><b>${status}</b> after ${formatDuration(durationMs)}${
        errors[0] !== undefined && html`<pre class="message">${clip(errors[0].message.trim(), 1_000)}</pre>`
      }</li>`,
  )}</ol>`
}

function diffLine(line: string): Markup {
  const kind = line.startsWith('-') ? 'expected' : line.startsWith('+') ? 'actual' : 'same'
  return html`<span class="${kind}">${clip(line, 1_000)}
</span>`
}

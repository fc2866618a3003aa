import { formatDuration } from '../../base/duration.ts'
import type { Level } from '../../model/level.ts'
import type { GateVerdict, RunResult } from '../../model/run-result.ts'
import { titleOf } from '../../model/test-result.ts'
import { type FailedTest, failedTests, lastErrors } from '../content/failures.ts'
import { gateFinding, gateName, sortGates } from '../content/gates.ts'
import { type Grid, gridOf } from '../content/grid.ts'
import { clip } from '../content/printable.ts'
import type { TestCounts } from '../content/test-counts.ts'
import { failureAnchor, groupAnchor } from './anchors.ts'
import { countMarks } from './counts.ts'
import { html, type Markup } from './markup.ts'

const MAX_NEW_FAILURES = 12
const MAX_DETAILS = 3
const MAX_MESSAGE_CHARACTERS = 160

/** What the first screen shows below the verdict: broken gates, new failures, services by level. */
export function summarySection(result: RunResult, explained: ReadonlySet<string>): Markup {
  const { broken } = sortGates(result.gates)
  const failures = failedTests(result).filter(({ failedBefore }) => !failedBefore)
  const hasFindings = broken.length + failures.length > 0
  return html`<div class="summary${hasFindings && ' split'}">
${hasFindings && html`<div class="findings">${brokenGates(broken)}${newFailures(failures, result.baseline, explained)}</div>`}
${gridTable(gridOf(result))}
</div>`
}

function brokenGates(broken: readonly GateVerdict[]): Markup | false {
  if (broken.length === 0) return false
  return html`<section><h2>${broken.length === 1 ? 'One gate does' : `${broken.length} gates do`} not hold</h2>
<ul class="plain">${broken.map(
    (gate) =>
      html`<li><span class="mark failed" aria-hidden="true">✗</span><div><b>${gateName(gate)}</b> ${gateFinding(gate)}${gate.details
        .slice(0, MAX_DETAILS)
        .map((detail) => html`<small>${clip(detail, MAX_MESSAGE_CHARACTERS)}</small>`)}</div></li>`,
  )}</ul></section>`
}

function newFailures(
  failures: readonly FailedTest[],
  baseline: string | undefined,
  explained: ReadonlySet<string>,
): Markup | false {
  if (failures.length === 0) return false
  const heading = baseline === undefined ? 'Failures' : 'New failures'
  const left = failures.length - MAX_NEW_FAILURES
  const items = failures.slice(0, MAX_NEW_FAILURES).map(({ test }) => {
    const message = lastErrors(test)[0]?.message.trim().split('\n')[0] ?? ''
    const target = explained.has(test.id) ? failureAnchor(test) : groupAnchor(test.service, test.level)
    return html`<li><span class="mark failed" aria-hidden="true">✗</span><div><a href="#${target}">${clip(titleOf(test), MAX_MESSAGE_CHARACTERS)}</a>
<small>${test.service} ${test.level} · ${clip(message, MAX_MESSAGE_CHARACTERS)}</small></div></li>`
  })
  return html`<section><h2>${heading}</h2><ul class="plain">${items}${
    left > 0 && html`<li><a href="#failures">and ${left} more</a></li>`
  }</ul></section>`
}

function gridTable(grid: Grid): Markup {
  if (grid.levels.length === 0) return html`<section><h2>Services by level</h2><p>No test ran.</p></section>`
  const rows = grid.services.map(
    (service) =>
      html`<tr><th scope="row">${service}</th>${grid.levels.map((level) => gridCell(grid, service, level))}</tr>`,
  )
  const totals = grid.levels.map((level) => html`<td>${cellText(grid.ofLevel(level))}</td>`)
  return html`<section><h2>Services by level</h2><div class="scroll" role="region" aria-label="Services by level" tabindex="0"><table class="grid">
<thead><tr><td></td>${grid.levels.map((level) => html`<th scope="col">${level}</th>`)}</tr></thead>
<tbody>${rows}</tbody><tfoot><tr><th scope="row">all</th>${totals}</tr></tfoot></table></div></section>`
}

function gridCell(grid: Grid, service: string, level: Level): Markup {
  const counts = grid.cell(service, level)
  if (counts === undefined) return html`<td class="not-run">not run</td>`
  const kind = counts.failed > 0 ? 'has-failed' : counts.passed > 0 ? 'has-passed' : 'has-skipped'
  return html`<td class="${kind}"><a href="#${groupAnchor(service, level)}">${cellText(counts)}</a></td>`
}

function cellText(counts: TestCounts | undefined): Markup {
  if (counts === undefined) return html`not run`
  const slowest = `slowest ${formatDuration(counts.slowestMs)}`
  const hasRun = counts.passed + counts.failed > 0
  return html`<span class="counts">${countMarks(counts)}</span>${hasRun && html`<small>${slowest}</small>`}`
}

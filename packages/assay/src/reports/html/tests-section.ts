import { formatDuration } from '../../base/duration.ts'
import { LEVELS } from '../../model/level.ts'
import type { RunResult } from '../../model/run-result.ts'
import { durationOf, isFlaky, type TestResult } from '../../model/test-result.ts'
import { lastErrors } from '../content/failures.ts'
import { gridOf } from '../content/grid.ts'
import { clip } from '../content/printable.ts'
import { skipReason } from '../content/skip-reason.ts'
import { countTests } from '../content/test-counts.ts'
import { failureAnchor, groupAnchor } from './anchors.ts'
import { countMarks, statusMark } from './counts.ts'
import { fitInto } from './fit-into.ts'
import { byteLength, html, type Markup } from './markup.ts'
import { testName } from './test-title.ts'

/** What the file may hold of the list; beyond that, tests are counted. */
const MAX_BYTES = 2_200_000
const MAX_FILE_CHARACTERS = 300
const MAX_MESSAGE_CHARACTERS = 200
const MAX_REASON_LINES = 2

/** All tests by service and level, and the controls that filter them where scripts run. */
export function testsSection(result: RunResult, explained: ReadonlySet<string>): Markup {
  const { services, levels } = gridOf(result)
  const byGroup = Map.groupBy(result.tests, ({ service, level }) => groupAnchor(service, level))
  const list = { roomBytes: MAX_BYTES, explained }
  const groups = services.flatMap((service) =>
    LEVELS.flatMap((level) => {
      const tests = byGroup.get(groupAnchor(service, level)) ?? []
      return tests.length === 0 ? [] : [testGroup(tests, list)]
    }),
  )
  return html`<section id="tests"><h2>All tests</h2>${
    groups.length === 0 ? html`<p>No test ran.</p>` : filterControls(services, levels)
  }${groups}</section>`
}

/** Hidden until the script that makes them work shows them. */
function filterControls(services: readonly string[], levels: readonly string[]): Markup {
  const select = (name: string, values: readonly string[]) =>
    html`<label>${name}<select name="${name}"><option value="">all</option>${values.map((value) => html`<option>${value}</option>`)}</select></label>`
  return html`<form class="filter" id="filter" hidden><label>text<input type="search" name="text" autocomplete="off"></label>
${select('service', services)}${select('level', levels)}${select('status', ['failed', 'flaky', 'skipped', 'passed'])}
<output aria-live="polite"></output></form>`
}

/** What is left of the room for the list, and which failures are explained elsewhere on the page. */
interface TestList {
  roomBytes: number
  readonly explained: ReadonlySet<string>
}

function testGroup(tests: readonly TestResult[], list: TestList): Markup {
  const [{ service, level }] = tests as [TestResult]
  const byFile = Map.groupBy(tests, ({ file }) => file)
  const bodies: Markup[] = []
  let left = 0
  for (const [file, members] of byFile) {
    const rows = fitInto(members, list.roomBytes, (test) => testRow(test, list.explained))
    list.roomBytes -= rows.shown.reduce((sum, row) => sum + byteLength(row), 0)
    left += rows.left
    const head =
      file !== '' &&
      html`<tr class="file"><th colspan="3" scope="rowgroup">${clip(file, MAX_FILE_CHARACTERS)}</th></tr>`
    if (rows.shown.length > 0) bodies.push(html`<tbody>${head}${rows.shown}</tbody>`)
  }
  const counts = countTests(tests)
  return html`<section class="group" id="${groupAnchor(service, level)}" data-service="${service}" data-level="${level}">
<h3>${service} <span>${level}</span> ${countMarks(counts)}<small>${formatDuration(counts.totalMs)}</small></h3>
<table class="tests">${bodies}</table>${left > 0 && html`<p>and ${left} more tests, in results.json.</p>`}</section>
`
}

function testRow(test: TestResult, explained: ReadonlySet<string>): Markup {
  const status = isFlaky(test) ? 'flaky' : test.status
  const name = testName(test)
  const linked = explained.has(test.id) ? html`<a href="#${failureAnchor(test)}">${name}</a>` : name
  const error = status === 'failed' && !explained.has(test.id) && html` <small>${firstError(test)}</small>`
  const reason = skipReason(test).slice(0, MAX_REASON_LINES).join(' ')
  const skipped = reason !== '' && html` <small>${clip(reason, MAX_MESSAGE_CHARACTERS)}</small>`
  const attempts = test.attempts.length > 1 && html` <small>${test.attempts.length} attempts</small>`
  const time = status === 'skipped' ? '' : formatDuration(durationOf(test))
  return html`<tr data-status="${status}"><td>${statusMark(status)}</td><td>${linked}${error}${skipped}${attempts}</td><td>${time}</td></tr>
`
}

function firstError(test: TestResult): string {
  return clip(lastErrors(test)[0]?.message.trim().split('\n')[0] ?? '', MAX_MESSAGE_CHARACTERS)
}

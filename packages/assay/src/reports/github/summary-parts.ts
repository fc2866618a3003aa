import type { GateVerdict, RunResult } from '../../model/run-result.ts'
import { type TestError, titleOf } from '../../model/test-result.ts'
import { evidenceText } from '../content/evidence-text.ts'
import { type FailedTest, failedTests, flakyTests, lastErrors, placeOf } from '../content/failures.ts'
import { gateFinding, gateName, sortGates } from '../content/gates.ts'
import { gridOf } from '../content/grid.ts'
import { readableLogLine } from '../content/log-line.ts'
import { clip } from '../content/printable.ts'
import type { TestCounts } from '../content/test-counts.ts'
import { details } from './details.ts'
import { markdownList, markdownRow, markdownText } from './markdown.ts'

const MAX_TITLE_CHARACTERS = 300

/** The gates that do not hold, each with its finding; the others as counts. */
export function gatesPart(gates: readonly GateVerdict[]): string[] {
  const { broken, holding, notSelected } = sortGates(gates)
  const rest = `${holding.length} hold, ${notSelected.length} not selected`
  if (broken.length === 0) return [`Gates: ${rest}`]
  const findings = broken.map((gate) => `${gateName(gate)}: ${gateFinding(gate)}`)
  return ['### Gates that do not hold', markdownList(findings), `The other gates: ${rest}`]
}

/** The table of services and levels. */
export function gridPart(result: RunResult): string {
  const grid = gridOf(result)
  if (grid.levels.length === 0) return 'No test ran.'
  const row = (service: string) =>
    markdownRow([markdownText(service), ...grid.levels.map((level) => countsCell(grid.cell(service, level)))])
  return [
    markdownRow(['', ...grid.levels]),
    markdownRow(['---', ...grid.levels.map(() => '---')]),
    ...grid.services.map(row),
    markdownRow(['**all**', ...grid.levels.map((level) => countsCell(grid.ofLevel(level)))]),
  ].join('\n')
}

/** Tests that passed only after a retry. */
export function flakyPart(result: RunResult): string[] {
  const names = flakyTests(result).map((test) => `${test.service} ${test.level}: ${titleOf(test)}`)
  return names.length === 0 ? [] : ['### Flaky: passed only after a retry', markdownList(names)]
}

/** Crashes and errors outside of any test, one to unfold for each. */
export function troubleParts({ crashes, problems }: RunResult): string[] {
  return [
    ...crashes.map(({ part, how, lastLogLines }) => {
      const lines = lastLogLines.map((line) => readableLogLine(part, line))
      return details(`✗ ${part} ${how}`, lines.join('\n'))
    }),
    ...problems.map((problem) => details(`✗ ${problem.message.split('\n')[0]}`, errorText(problem))),
  ]
}

/** Failed tests, one to unfold for each. */
export function failureParts(result: RunResult): string[] {
  return failedTests(result).map(failurePart)
}

function failurePart({ test, failedBefore }: FailedTest): string {
  const place = placeOf(test)
  const name = `✗ ${test.service} ${test.level}: ${clip(titleOf(test), MAX_TITLE_CHARACTERS)}`
  const marks = [place === undefined ? '' : ` (${place})`, failedBefore ? ' – not new' : '']
  const evidence = test.evidence === undefined ? '' : evidenceText(test.evidence)
  return details(name + marks.join(''), [...lastErrors(test).map(errorText), evidence].join('\n\n'))
}

function countsCell(counts: TestCounts | undefined): string {
  if (counts === undefined) return 'not run'
  const { passed, failed, skipped } = counts
  const words = [
    ...(passed > 0 ? [`${passed} ✓`] : []),
    ...(failed > 0 ? [`**${failed} ✗**`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ]
  return words.join(' ')
}

function errorText({ message, diff }: TestError): string {
  return diff === undefined ? message : `${message}\n\n${diff}`
}

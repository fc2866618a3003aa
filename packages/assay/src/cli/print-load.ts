import { styleText } from 'node:util'
import type { ScenarioResult, ScenarioStatus } from '../model/load-result.ts'
import type { GateVerdict } from '../model/run-result.ts'
import { loadConsoleReport } from '../reports/load-console-report.ts'
import type { OutputFlags } from './load-command.ts'
import { hasColor, printLine, printProgress } from './print.ts'

const WHY_NOT: Readonly<Record<Exclude<ScenarioStatus, 'valid'>, string>> = {
  invalid: 'the measurement is invalid',
  partial: 'it was interrupted',
  failed: 'it failed',
}

/** What came of a load without a system. */
export interface LoneOutcome {
  readonly results: readonly ScenarioResult[]
  /** About the valid results alone: the figures of others are not about the system. */
  readonly verdicts: readonly GateVerdict[]
  /** Scenarios that the end of the load has left out. */
  readonly left: readonly string[]
}

/** Prints what was measured and whether it is good enough: for people, or on standard output for machines. */
export function printLoad(outcome: LoneOutcome, { json }: OutputFlags): void {
  const lines = verdictLines(outcome)
  if (json === true) {
    printLine(JSON.stringify(outcome.results, null, 2))
    for (const line of lines) printProgress(line)
    return
  }
  const color = hasColor(process.stdout)
  printLine(loadConsoleReport(outcome.results, { color, columns: process.stdout.columns }))
  printLine(['', ...lines].map((line) => painted(line, color)).join('\n'))
}

function verdictLines({ results, verdicts, left }: LoneOutcome): string[] {
  const broken = verdicts.filter(({ outcome }) => outcome !== 'pass')
  const held = verdicts.length - broken.length
  return [
    ...(held > 0 ? [`✓ ${held} ${held === 1 ? 'limit holds' : 'limits hold'}`] : []),
    ...broken.map(({ scope, measure, measured, expected }) => {
      const found = measured === undefined ? 'was not measured' : `is ${measured}`
      return `✗ ${scope.scenario}: ${measure} ${found}, and must be ${expected}`
    }),
    ...results.flatMap(({ name, status }) =>
      status === 'valid' ? [] : [`✗ ${name}: its limits are not judged, because ${WHY_NOT[status]}`],
    ),
    ...(left.length === 0 ? [] : [`✗ not run: ${left.join(', ')}`]),
  ]
}

function painted(line: string, color: boolean): string {
  if (!color || line === '') return line
  return styleText(line.startsWith('✓') ? 'green' : 'red', line, { validateStream: false })
}

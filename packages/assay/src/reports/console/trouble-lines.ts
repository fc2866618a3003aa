import type { Crash } from '../../model/part-event.ts'
import type { RunResult } from '../../model/run-result.ts'
import { readableLogLine, timeOfDay } from '../content/log-line.ts'
import { clip } from '../content/printable.ts'
import { errorLines } from './failure-lines.ts'
import { BLANK, type Line } from './line.ts'

const MAX_CRASHES = 10
const MAX_PROBLEMS = 10
const MAX_LOG_LINES = 5
const MAX_LINE_CHARACTERS = 500

/** Processes that died, and errors outside of any test. */
export function troubleLines({ crashes, problems }: RunResult): Line[] {
  const moreCrashes = crashes.length - MAX_CRASHES
  const moreProblems = problems.length - MAX_PROBLEMS
  return [
    ...crashes.slice(0, MAX_CRASHES).flatMap((crash) => [BLANK, ...crashLines(crash)]),
    ...(moreCrashes > 0 ? [{ text: `and ${moreCrashes} more crashes` }] : []),
    ...problems.slice(0, MAX_PROBLEMS).flatMap((problem): Line[] => {
      const head = `✗ outside of any test${problem.place === undefined ? '' : ` (${problem.place})`}`
      return [BLANK, { text: head, style: 'bold red', hang: 2 }, ...errorLines(problem)]
    }),
    ...(moreProblems > 0 ? [{ text: `and ${moreProblems} more problems` }] : []),
  ]
}

function crashLines({ part, how, at, environment, lastLogLines, logFile }: Crash): Line[] {
  const where = environment === undefined ? '' : `, environment ${environment}`
  return [
    { text: `✗ ${part} ${how} (at ${timeOfDay(at)}${where})`, style: 'bold red', hang: 2 },
    ...lastLogLines.slice(-MAX_LOG_LINES).map((line) => ({
      text: clip(readableLogLine(part, line), MAX_LINE_CHARACTERS),
      indent: 4,
      hang: 2,
    })),
    { text: logFile, indent: 4, hang: 2, style: 'dim' },
  ]
}

import type { RunResult } from '../../model/run-result.ts'
import { titleOf } from '../../model/test-result.ts'
import { failedTests, lastErrors, placeOf } from '../content/failures.ts'
import { headline } from '../content/headline.ts'
import { readableLogLine } from '../content/log-line.ts'
import type { Annotation } from './workflow-command.ts'

/** What there is to mark, most important first: the verdict, failed tests, then what failed outside of them. */
export function annotationsOf(result: RunResult): Annotation[] {
  if (result.verdict === 'ship') return []
  const title = headline(result)
  const verdict = { title, message: result.reasons.join('\n') || title }
  return [verdict, ...failureAnnotations(result), ...troubleAnnotations(result)]
}

function failureAnnotations(result: RunResult): Annotation[] {
  return failedTests(result).map(({ test, failedBefore }) => ({
    title: `${test.service} ${test.level}: ${titleOf(test)}${failedBefore ? ' (not new)' : ''}`,
    message:
      lastErrors(test)
        .map(({ message }) => message)
        .join('\n\n') || 'failed without an error',
    place: placeOf(test),
  }))
}

function troubleAnnotations({ crashes, problems }: RunResult): Annotation[] {
  return [
    ...crashes.map(({ part, how, lastLogLines }) => ({
      title: `${part} ${how}`,
      message: lastLogLines.map((line) => readableLogLine(part, line)).join('\n') || how,
    })),
    ...problems.map(({ message, place }) => ({ title: 'outside of any test', message, place })),
  ]
}

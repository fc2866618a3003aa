import type { RunResult } from '../../model/run-result.ts'
import { clip, clipLines } from '../content/printable.ts'
import { skipReason } from '../content/skip-reason.ts'
import { describeTest } from './failure-lines.ts'
import { BLANK, type Line } from './line.ts'

const MAX_SKIPPED = 20
const MAX_REASON_LINES = 10
const MAX_LINE_CHARACTERS = 500

/** Contracts that were not verified or are pending, and why: nobody shall take them for kept. */
export function skippedLines({ tests }: RunResult): Line[] {
  const skipped = tests.filter((test) => skipReason(test).length > 0)
  if (skipped.length === 0) return []
  const more = skipped.length - MAX_SKIPPED
  return [
    BLANK,
    { text: 'Skipped: not verified, or pending', style: 'bold' },
    ...skipped.slice(0, MAX_SKIPPED).flatMap((test): Line[] => [
      { text: `○ ${describeTest(test)}`, style: 'yellow', hang: 2 },
      ...clipLines(skipReason(test), MAX_REASON_LINES).map(
        (line): Line => ({
          text: clip(line, MAX_LINE_CHARACTERS),
          indent: 4,
          hang: 2,
        }),
      ),
    ]),
    ...(more > 0 ? [{ text: `and ${more} more, all in the report`, indent: 2 }] : []),
  ]
}

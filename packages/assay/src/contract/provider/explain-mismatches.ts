import type { Failure } from '../../errors/assay-error.ts'
import type { Mismatch, MismatchKind } from '../matching/mismatch.ts'

/** The headings that all Pact tools use. */
const HEADINGS: Readonly<Record<MismatchKind, string>> = {
  method: 'Request method did not match',
  path: 'Request path did not match',
  query: 'Query had differences',
  status: 'Response status did not match',
  header: 'Headers had differences',
  // A body of another type is a body that differs.
  'body-type': 'Body had differences',
  body: 'Body had differences',
  metadata: 'Metadata had differences',
}
const MOST_SHOWN = 20
const MOST_DIFF_LINES = 16

/** A failure that names what differs, each place with its rule, and how to see the rest. */
export function notMet(what: string, mismatches: readonly Mismatch[], context: readonly string[]): Failure {
  const headings = headingsOf(mismatches)
  const lines = explainMismatches(mismatches)
  return {
    code: 'contract_not_met',
    message: `${what} is not what the consumer expects: ${headings.join('; ')}.`,
    // A single heading has just been said.
    evidence: [...(headings.length === 1 ? withoutHeading(lines) : lines), ...context],
    fix: 'change the provider so that it answers this, or agree with the consumer on another contract',
  }
}

function withoutHeading([_heading, ...lines]: readonly string[]): string[] {
  return lines.map((line) => line.replace(/^ {2}/, ''))
}

/** `Response status did not match`, `Body had differences`: each once. */
export function headingsOf(mismatches: readonly Mismatch[]): readonly string[] {
  return [...new Set(mismatches.map(headingOf))]
}

/** One heading, then place, sentence, rule and diff of each mismatch below it. */
export function explainMismatches(mismatches: readonly Mismatch[]): readonly string[] {
  const shown = mismatches.slice(0, MOST_SHOWN)
  const lines = [...Map.groupBy(shown, headingOf)].flatMap(([heading, group]) => [
    heading,
    ...linesWithDiffs(group).map((line) => `  ${line}`),
  ])
  const hidden = mismatches.length - shown.length
  return hidden === 0 ? lines : [...lines, `and ${hidden} more differences`]
}

function headingOf({ kind }: Mismatch): string {
  return HEADINGS[kind]
}

/** Mismatches of one place often have the same diff: it is shown once. */
function linesWithDiffs(mismatches: readonly Mismatch[]): string[] {
  const seen = new Set<string>()
  return mismatches.flatMap((mismatch) => {
    const { diff = '' } = mismatch
    const isNew = diff !== '' && !seen.has(diff)
    seen.add(diff)
    return [...sentenceLines(mismatch), ...(isNew ? diffLines(diff) : [])]
  })
}

function sentenceLines({ where, sentence, rule, note }: Mismatch): string[] {
  const place = where === '' ? '' : `${where}: `
  const held = rule === 'equality' ? '' : ` (rule: ${rule})`
  return [`${place}${sentence}${held}`, ...(note === undefined ? [] : [`  ${note}`])]
}

function diffLines(diff: string): string[] {
  const lines = diff.split('\n')
  const shown = lines.slice(0, MOST_DIFF_LINES)
  const more = lines.length > shown.length ? ['…'] : []
  return [...shown, ...more].map((line) => `  ${line}`)
}

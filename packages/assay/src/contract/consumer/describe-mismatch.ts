import type { Mismatch } from '../matching/mismatch.ts'

const MOST_DIFF_LINES = 20

/** A mismatch in lines: where it is, what was expected and what came. */
export function describeMismatch(mismatch: Mismatch): string[] {
  const { kind, where, rule, expected, actual, sentence, note, diff } = mismatch
  const place = where === '' ? kind : `${kind} ${where}`
  const byRule = rule === 'equality' ? '' : ` (rule: ${rule})`
  const values = [`expected: ${shown(expected)}${byRule}`, `actual:   ${shown(actual)}`]
  const changes = diff?.split('\n').slice(0, MOST_DIFF_LINES) ?? []
  const below = [...values, ...(note === undefined ? [] : [note]), ...changes]
  return [`${place}: ${sentence}`, ...below.map((line) => `  ${line}`)]
}

function shown(text: string): string {
  return text === '' ? 'nothing' : text
}

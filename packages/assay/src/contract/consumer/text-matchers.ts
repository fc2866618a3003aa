import { createRandom } from '../../base/random.ts'
import { formatDate } from '../generators/format-date.ts'
import { patternText } from '../generators/pattern-text.ts'
import { invalidInteraction } from './invalid-interaction.ts'
import type { Matcher } from './matcher.ts'
import { generatorUnless, valueMatcher } from './value-matchers.ts'

/**
 * A text that a pattern is found in; put it between `^` and `$` for the whole text. Pact knows what
 * most languages do: no back references and no looking ahead or behind.
 *
 * @param example without one, a new text is made for each use
 * @throws AssayError `invalid_interaction` when no text can be made for the pattern
 * @example
 * { sku: regex(/^[A-Z]{3}-\d+$/, 'LMP-7') }
 */
export function regex(pattern: RegExp | string, example?: string): Matcher<string> {
  const source = sourceOf(pattern)
  const generator = generatorUnless(example, { type: 'Regex', regex: source })
  return valueMatcher(example ?? textFor(source), { match: 'regex', regex: source }, generator)
}

/** {@link regex} by the name that it has in other Pact libraries. */
export const term: typeof regex = regex

const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'

/** A UUID with hyphens. Without an example, a new one is made for each use. */
export function uuid(example?: string): Matcher<string> {
  const generator = generatorUnless(example, { type: 'Uuid', format: undefined })
  return valueMatcher(
    example ?? 'e2490de5-5bd3-43d5-b7c4-526e33f71304',
    { match: 'regex', regex: UUID },
    generator,
  )
}

/**
 * A date. Without an example, it is today's for each use.
 *
 * @param format with the letters of the Pact standard, which are those of Java
 * @example
 * { born: date('1815-12-10'), shown: date('10.12.1815', 'dd.MM.yyyy') }
 */
export function date(example?: string, format = 'yyyy-MM-dd'): Matcher<string> {
  const generator = generatorUnless(example, { type: 'Date', format, expression: undefined })
  return valueMatcher(example ?? momentIn(format), { match: 'date', format }, generator)
}

/** A time of day. Without an example, it is now for each use. */
export function time(example?: string, format = 'HH:mm:ss'): Matcher<string> {
  const generator = generatorUnless(example, { type: 'Time', format, expression: undefined })
  return valueMatcher(example ?? momentIn(format), { match: 'time', format }, generator)
}

/**
 * A moment, by default as `toISOString` of a date writes it. Without an example, it is now for each use.
 *
 * @example
 * { createdAt: datetime('2026-11-21T09:45:01.000Z') }
 */
export function datetime(example?: string, format = ISO_FORMAT): Matcher<string> {
  const generator = generatorUnless(example, { type: 'DateTime', format, expression: undefined })
  const usual = format === ISO_FORMAT ? '2026-11-21T09:45:01.000Z' : undefined
  return valueMatcher(example ?? usual ?? momentIn(format), { match: 'datetime', format }, generator)
}

const ISO_FORMAT = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX"

/** Flags that change what is matched stand in the pattern itself, where every language finds them. */
export function sourceOf(pattern: RegExp | string): string {
  if (typeof pattern === 'string') return pattern
  const flags = [...pattern.flags].filter((flag) => 'ims'.includes(flag)).join('')
  return flags === '' ? pattern.source : `(?${flags})${pattern.source}`
}

/** Always the same, so that a pact does not change from run to run. */
function textFor(source: string): string {
  const made = patternText(createRandom(source), source)
  if ('problem' in made) {
    throw invalidInteraction(`No text can be made for the pattern ${source}: ${made.problem}.`, {
      fix: 'give an example: regex(pattern, example)',
    })
  }
  return String(made.value)
}

/** An example that does not depend on the day. */
function momentIn(format: string): string {
  const made = formatDate(new Date(2026, 10, 21, 9, 45, 1), format)
  if ('problem' in made) {
    throw invalidInteraction(`"${format}" is no format of a date or time: ${made.problem}.`, {
      fix: "write it with the letters of the standard, such as yyyy-MM-dd'T'HH:mm:ss",
    })
  }
  return String(made.value)
}

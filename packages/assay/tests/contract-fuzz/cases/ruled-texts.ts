import type { Random } from '../../../src/base/random.ts'
import { formatDate } from '../../../src/contract/generators/format-date.ts'
import type { JsonObject } from '../../../src/contract/model/json.ts'
import type { BodyPair } from './bodies.ts'
import { oneIn, several } from './chance.ts'
import { createPattern } from './patterns.ts'

/** Some texts, and one rule for each of them: a pattern of dates or a regular expression. */
export function createRuledTexts(random: Random): BodyPair {
  const { matcher, texts } = oneIn(random, 2) ? dates(random) : patterns(random)
  const value = { members: [['a', texts.map((text) => JSON.stringify(text))] as const] }
  return {
    contentType: 'application/json',
    expected: { format: 'json', value },
    actual: { format: 'json', value },
    rules: { '$.a[*]': { combine: 'AND', matchers: [matcher] } },
  }
}

interface RuledTexts {
  readonly matcher: JsonObject
  readonly texts: readonly string[]
}

const LETTERS = [...'yyyyMMMddHHmmssSSEEaahKkDDXXxxZZzGLLQQqwWFecnANuYVOT'] as const
const SEPARATORS = ['-', '/', ':', ' ', '.', '', ', ', "'T'", "'at'", "''"] as const
const MILLISECONDS_OF_A_CENTURY = 3_155_760_000_000

function dates(random: Random): RuledTexts {
  const fields = several(random, [1, 5], () => {
    const letter = LETTERS[random.integer(0, LETTERS.length - 1)]!
    return letter.repeat(random.integer(1, oneIn(random, 3) ? 5 : 3)) + random.pick(SEPARATORS)
  })
  const format = fields.join('')
  const texts = Array.from({ length: 4 }, () => {
    const moment = new Date(random.integer(0, MILLISECONDS_OF_A_CENTURY))
    const made = formatDate(moment, format)
    const text = 'value' in made ? String(made.value) : format
    return oneIn(random, 2) ? text : spoil(random, text)
  })
  return { matcher: { match: random.pick(['date', 'time', 'datetime']), format }, texts }
}

function patterns(random: Random): RuledTexts {
  const texts = Array.from({ length: 4 }, () =>
    several(random, [0, 6], () => random.pick(CHARACTERS)).join(''),
  )
  return { matcher: { match: 'regex', regex: createPattern(random) }, texts }
}

const CHARACTERS = [
  ...'aaabbcABC01 9_-.\n',
  'é',
  'É',
  '日',
  '😀',
  'ß',
  '\u0301',
  '\t',
  ')',
  '$',
  '^',
] as never as readonly [string, ...string[]]

/** With one character more, less, or another one. */
function spoil(random: Random, text: string): string {
  const at = random.integer(0, text.length)
  const character = random.pick([...'0123456789:-+ZaPT '] as never as readonly [string, ...string[]])
  return text.slice(0, at) + random.pick(['', character]) + text.slice(at + random.integer(0, 1))
}

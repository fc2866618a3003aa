import type { Random } from '../../../src/base/random.ts'
import { formatDate } from '../../../src/contract/generators/format-date.ts'
import type { JsonObject } from '../../../src/contract/model/json.ts'
import type { BodyPair } from './bodies.ts'
import { oneIn, oneOf, several } from './chance.ts'
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

const LETTERS = [...'yyyyMMMddHHmmssSSEEaahKkDDXXxxZZzGLLQQqwWFecnANuYVOT']
const SEPARATORS = ['-', '/', ':', ' ', '.', '', ', ', "'T'", "'at'", "''"] as const
const MILLISECONDS_OF_A_CENTURY = 3_155_760_000_000

function dates(random: Random): RuledTexts {
  const fields = several(random, [1, 5], () => {
    const letter = oneOf(random, LETTERS)
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
    several(random, [0, 6], () => oneOf(random, CHARACTERS)).join(''),
  )
  return { matcher: { match: 'regex', regex: createPattern(random) }, texts }
}

const CHARACTERS = [...'aaabbcABC01 9_-.\n\téÉ日😀ß\u0301)$^']

const BOUNDS = [
  '00',
  '01',
  '11',
  '12',
  '13',
  '23',
  '24',
  '25',
  '31',
  '32',
  '53',
  '54',
  '59',
  '60',
  '61',
] as const

/** With other numbers, or one character more, less, or another one. */
function spoil(random: Random, text: string): string {
  if (oneIn(random, 2))
    return text.replace(/\d\d/g, (digits) => (oneIn(random, 2) ? oneOf(random, BOUNDS) : digits))
  const at = random.integer(0, text.length)
  const character = oneOf(random, [...'0123456789:-+ZaPT '])
  return text.slice(0, at) + random.pick(['', character]) + text.slice(at + random.integer(0, 1))
}

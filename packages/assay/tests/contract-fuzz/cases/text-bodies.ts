import type { Random } from '../../../src/base/random.ts'
import type { JsonObject } from '../../../src/contract/model/json.ts'
import type { BodyPair } from './bodies.ts'
import { oneIn, oneOf } from './chance.ts'
import { createTextRules } from './matchers.ts'
import { createWord } from './words.ts'

const TEXT_TYPES = 'text/plain text/html text/csv application/octet-stream x/y image/svg+xml'.split(' ')

/** The beginnings of some files, and bytes that are no text, in base64. */
const BYTES = [
  ...'iVBORw0KGgoAAAAN /9j/4AAQSkZJRgABAQ== R0lGODlhAQABAIAA JVBERi0xLjcK'.split(' '),
  ...['//79AAEC', 'UEsDBBQAAAAI'],
]

export function createTextPair(random: Random): BodyPair {
  const text = createWord(random)
  return {
    contentType: oneOf(random, TEXT_TYPES),
    expected: { format: 'text', text },
    actual: oneIn(random, 12)
      ? { format: 'bytes', base64: oneOf(random, BYTES) }
      : { format: 'text', text: oneIn(random, 2) ? text : createWord(random) },
    rules: oneIn(random, 2) ? { $: createTextRules(random) } : {},
  }
}

const BYTES_TYPES = 'image/png image/jpeg application/octet-stream application/pdf'.split(' ')

export function createBytesPair(random: Random): BodyPair {
  const base64 = oneOf(random, BYTES)
  const matcher: JsonObject = oneIn(random, 2)
    ? { match: 'contentType', value: oneOf(random, [...BYTES_TYPES, 'text/plain']) }
    : { match: random.pick(['type', 'notEmpty', 'equality']) }
  return {
    contentType: oneOf(random, BYTES_TYPES),
    expected: { format: 'bytes', base64 },
    actual: { format: 'bytes', base64: oneIn(random, 3) ? oneOf(random, BYTES) : base64 },
    rules: oneIn(random, 4) ? {} : { $: { combine: 'AND', matchers: [matcher] } },
  }
}

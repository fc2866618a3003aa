import type { Random } from '../../../src/base/random.ts'
import type { BodyPair } from './bodies.ts'
import { oneIn } from './chance.ts'
import { createRuleList } from './matchers.ts'
import { createWord } from './words.ts'

const TEXT_TYPES = [
  'text/plain',
  'text/html',
  'text/csv',
  'application/octet-stream',
  'x/y',
  'image/svg+xml',
] as const

/** The beginnings of some files, and bytes that are no text. */
const BYTES = [
  'iVBORw0KGgoAAAAN',
  '/9j/4AAQSkZJRgABAQ==',
  'R0lGODlhAQABAIAA',
  'JVBERi0xLjcK',
  '//79AAEC',
  'UEsDBBQAAAAI',
] as const

export function createTextPair(random: Random): BodyPair {
  const text = createWord(random)
  return {
    contentType: random.pick(TEXT_TYPES),
    expected: { format: 'text', text },
    actual: oneIn(random, 12)
      ? { format: 'bytes', base64: random.pick(BYTES) }
      : { format: 'text', text: oneIn(random, 2) ? text : createWord(random) },
    rules: oneIn(random, 2) ? { $: createRuleList(random, '"a"') } : {},
  }
}

const BYTES_TYPES = ['image/png', 'image/jpeg', 'application/octet-stream', 'application/pdf'] as const

export function createBytesPair(random: Random): BodyPair {
  const base64 = random.pick(BYTES)
  const ofType = [{ match: 'contentType', value: random.pick([...BYTES_TYPES, 'text/plain']) }]
  const rules = oneIn(random, 2)
    ? { $: { combine: 'AND', matchers: ofType } as const }
    : { $: { combine: 'AND', matchers: [{ match: random.pick(['type', 'notEmpty', 'equality']) }] } as const }
  return {
    contentType: random.pick(BYTES_TYPES),
    expected: { format: 'bytes', base64 },
    actual: { format: 'bytes', base64: oneIn(random, 3) ? random.pick(BYTES) : base64 },
    rules: oneIn(random, 4) ? {} : rules,
  }
}

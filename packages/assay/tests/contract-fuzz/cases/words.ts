import type { Random } from '../../../src/base/random.ts'
import { oneOf } from './chance.ts'

const WORDS = [
  ...'a b A abc 1 100 1.5 -1 +1 1e2 .5 true é 2024-02-03 1.2.3 NaN inf 10:11:12 200 99999 🙂 a&b'.split(' '),
  ...['', 'a b', '"', "'"],
]

/** A text as it stands in a form, an element or a part. */
export function createWord(random: Random): string {
  return oneOf(random, WORDS)
}

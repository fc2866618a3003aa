import type { Random } from '../../../src/base/random.ts'
import { oneIn, oneOf, several } from './chance.ts'

const ATOMS = [
  ...String.raw`a b c A 1 é 日 😀 . \d \D \w \W \s \S \h \. \$ \x61 \u0062 \n \t _ - \/ \-`.split(' '),
  ...String.raw`[abc] [^a] [a-c1-9] [[:alpha:]] [[:digit:]] [[:^upper:]] [\w-] [a-z&&[^b]] [é日]`.split(' '),
  ...String.raw`\p{L} \P{Lu} \p{Han} \p{^L} [.] [\]] [\s\S]`.split(' '),
  ' ',
]
const ASSERTIONS = String.raw`^ $ \b \B \A \z \Z`.split(' ')
const REPEATS = '* + ? {2} {1,2} {,2} {1,} *? +? ?? *+ ++ ?+ {1,2}? {2}+'.split(' ')
const GROUPS = ['(?x: ', ...'( (?: (?> (?= (?! (?<= (?<! (?<n> (?i)(?: (?i: (?m:'.split(' ')]

/** A regular expression such as the tools of Pact take; now and then one that is none. */
export function createPattern(random: Random): string {
  const pattern = createOptions(random, 0)
  if (oneIn(random, 40)) return pattern + random.pick(['(', ')', '[', '*', '\\', '{'])
  return oneIn(random, 3) ? `^${pattern}$` : pattern
}

function createOptions(random: Random, depth: number): string {
  const options = several(random, [1, oneIn(random, 4) ? 3 : 1], () => createSequence(random, depth))
  return options.join('|')
}

/**
 * What is in a group begins with something: the repetition of nothing is refused by some libraries,
 * and no other two agree on what it finds.
 */
function createSequence(random: Random, depth: number): string {
  const start = depth === 0 ? '' : oneOf(random, ATOMS)
  return start + several(random, [1, 3], () => createItem(random, depth)).join('')
}

function createItem(random: Random, depth: number): string {
  if (oneIn(random, 8)) return oneOf(random, ASSERTIONS)
  const isGroup = depth < 2 && oneIn(random, 4)
  const group = oneOf(random, GROUPS)
  const item = isGroup ? `${group}${createOptions(random, depth + 1)})` : oneOf(random, ATOMS)
  const isLook = isGroup && /^\(\?<?[=!]/.test(group)
  return !isLook && oneIn(random, 3) ? item + oneOf(random, REPEATS) : item
}

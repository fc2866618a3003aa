import type { Random } from '../../../src/base/random.ts'
import type { BodyPair } from './bodies.ts'
import { oneIn, several } from './chance.ts'
import { createTextRules } from './matchers.ts'
import { createWord } from './words.ts'

const NAMES = ['a', 'b', 'a b', 'é', 'c[]'] as const
const EXPRESSIONS = ['$.a', '$.a', '$.b', "$['a b']", '$.a[0]', '$.a[*]', '$', '$.*', "$['é']"] as const

export function createFormPair(random: Random): BodyPair {
  const createField = () => [random.pick(NAMES), oneIn(random, 8) ? null : createWord(random)] as const
  const fields = several(random, [1, 3], createField)
  const changed = fields
    .filter(() => !oneIn(random, 10))
    .map(([name, value]) => [name, oneIn(random, 3) ? createWord(random) : value] as const)
  const rules = several(random, [0, 2], () => [random.pick(EXPRESSIONS), createTextRules(random)])
  return {
    contentType: 'application/x-www-form-urlencoded',
    expected: { format: 'form', fields },
    actual: { format: 'form', fields: oneIn(random, 8) ? [...changed, createField()] : changed },
    rules: Object.fromEntries(rules),
  }
}

import type { Random } from '../../../src/base/random.ts'
import type { FuzzPart, NamedRules } from '../fuzz-case.ts'
import { MULTIPART_TYPE } from '../render-body.ts'
import type { BodyPair } from './bodies.ts'
import { oneIn, several } from './chance.ts'
import { createRuleList } from './matchers.ts'
import { createWord } from './words.ts'

const NAMES = ['a', 'b', 'file', 'a b'] as const
const CONTENTS = ['{"id":1}', '{"id":"a"}', '<a>1</a>', 'text', ''] as const
const TYPES = ['application/json', 'application/xml', 'text/plain', undefined] as const
const EXPRESSIONS = ['$.a', '$.b', '$.file', '$.file.id', '$.a.id', "$['a b']", '$.*', '$'] as const

export function createMultipartPair(random: Random): BodyPair {
  const parts = several(random, [1, 3], () => createPart(random))
  const changed = parts.filter(() => !oneIn(random, 12)).map((part) => mutatePart(random, part))
  const rules: NamedRules = Object.fromEntries(
    several(random, [0, 2], () => [random.pick(EXPRESSIONS), createRuleList(random, '"a"')]),
  )
  return {
    contentType: MULTIPART_TYPE,
    expected: { format: 'multipart', parts },
    actual: { format: 'multipart', parts: oneIn(random, 8) ? [...changed, createPart(random)] : changed },
    rules,
  }
}

function createPart(random: Random): FuzzPart {
  const name = random.pick(NAMES)
  if (oneIn(random, 2)) return { name, contentType: undefined, isFile: false, content: createWord(random) }
  return { name, contentType: random.pick(TYPES), isFile: true, content: random.pick(CONTENTS) }
}

function mutatePart(random: Random, part: FuzzPart): FuzzPart {
  if (oneIn(random, 20)) return { ...createPart(random), name: part.name }
  if (!oneIn(random, 3)) return part
  return { ...part, content: part.isFile ? random.pick(CONTENTS) : createWord(random) }
}

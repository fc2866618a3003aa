import type { Random } from '../../../src/base/random.ts'
import type { FuzzBody, NamedRules } from '../fuzz-case.ts'
import { oneIn, oneOf, several } from './chance.ts'
import { createFormPair } from './form-bodies.ts'
import { createJson, createObject, mutateJson } from './json-trees.ts'
import { createRuleList } from './matchers.ts'
import { createMultipartPair } from './multipart-bodies.ts'
import { createPlace, expressionFor } from './path-expressions.ts'
import { createRuledTexts } from './ruled-texts.ts'
import { createBytesPair, createTextPair } from './text-bodies.ts'
import { createXmlPair } from './xml-bodies.ts'

/** A body, what it is called, the same as it may come, and rules for it. */
export interface BodyPair {
  readonly contentType: string | undefined
  readonly expected: FuzzBody
  readonly actual: FuzzBody
  readonly rules: NamedRules
}

type CreatePair = (random: Random) => BodyPair

const OF_MESSAGES: readonly CreatePair[] = [
  ...Array.from({ length: 8 }, () => createJsonPair),
  ...[createXmlPair, createXmlPair, createFormPair, createTextPair, createBytesPair, createRuledTexts],
]
/** pact-core does not survive a multipart message: it looks for headers, which a message has none of. */
const OF_HTTP: readonly CreatePair[] = [...OF_MESSAGES, createMultipartPair, createFormPair]

export function createBodyPair(random: Random, kind: 'message' | 'http'): BodyPair {
  const pair = oneOf(random, kind === 'message' ? OF_MESSAGES : OF_HTTP)(random)
  if (oneIn(random, 40)) return { ...pair, expected: { format: random.pick(['none', 'empty']) } }
  if (oneIn(random, 40)) return { ...pair, actual: { format: random.pick(['none', 'empty']) } }
  return pair
}

const JSON_TYPES = [
  ...'application/json application/json application/json application/json;charset=utf-8'.split(' '),
  ...'application/hal+json application/vnd.x.v1+json application/graphql'.split(' '),
]

function createJsonPair(random: Random): BodyPair {
  const value = oneIn(random, 3) ? createJson(random) : createObject(random)
  const actual = oneIn(random, 12) ? createJson(random) : mutateJson(random, value)
  const rules = several(random, [0, 4], () => {
    const place = createPlace(random, value)
    return [expressionFor(random, place.path), createRuleList(random, place.value)] as const
  })
  return {
    contentType: oneOf(random, JSON_TYPES),
    expected: { format: 'json', value },
    actual: oneIn(random, 60) ? { format: 'text', text: '{"a":' } : { format: 'json', value: actual },
    rules: Object.fromEntries(rules),
  }
}

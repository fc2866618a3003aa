import type { Random } from '../../../src/base/random.ts'
import type { Json } from '../../../src/contract/model/json.ts'
import type { FuzzMessage, MessageCase } from '../fuzz-case.ts'
import { createBodyPair } from './bodies.ts'
import { oneIn, several } from './chance.ts'
import { createRuleList } from './matchers.ts'

const KEYS = ['id', 'topic', 'n', 'é', 'x-y'] as const
const VALUES: readonly [Json, ...Json[]] = [
  'a',
  'b',
  '1',
  '',
  'é',
  1,
  1.5,
  100,
  true,
  false,
  null,
  { a: 1 },
  [1],
]

/** Two messages: their bodies and metadata. */
export function createMessageCase(random: Random): MessageCase {
  const { contentType, expected, actual, rules } = createBodyPair(random, 'message')
  const actualType = oneIn(random, 12) ? random.pick(OTHER_TYPES) : contentType
  const withMetadata = oneIn(random, 5)
  const metadata = withMetadata ? createMetadata(random) : {}
  const metadataRules = withMetadata
    ? Object.fromEntries(several(random, [0, 2], () => [random.pick(KEYS), createRuleList(random)]))
    : {}
  return {
    kind: 'message',
    expected: messageOf(expected, contentType, metadata),
    actual: messageOf(actual, actualType, mutateMetadata(random, metadata)),
    rules: {
      ...(Object.keys(rules).length > 0 ? { body: rules } : {}),
      ...(Object.keys(metadataRules).length > 0 ? { metadata: metadataRules } : {}),
    },
  }
}

const OTHER_TYPES = [
  ...['application/json', 'text/plain', 'application/json;charset=UTF-8', 'application/xml', 'text/xml'],
  ...['APPLICATION/JSON', 'application/x+json', 'nonsense', '', undefined],
] as const

type Metadata = Readonly<Record<string, Json>>

function messageOf(
  body: FuzzMessage['body'],
  contentType: string | undefined,
  metadata: Metadata,
): FuzzMessage {
  return { body, metadata: contentType === undefined ? metadata : { contentType, ...metadata } }
}

function createMetadata(random: Random): Metadata {
  return Object.fromEntries(several(random, [1, 3], () => [random.pick(KEYS), random.pick(VALUES)]))
}

function mutateMetadata(random: Random, metadata: Metadata): Metadata {
  const kept = Object.entries(metadata).filter(() => !oneIn(random, 10))
  return Object.fromEntries(
    kept.map(([key, value]) => [key, oneIn(random, 3) ? random.pick(VALUES) : value] as const),
  )
}

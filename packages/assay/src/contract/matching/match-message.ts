import type { Message } from '../model/pact.ts'
import type { ActualMessage } from './actual.ts'
import { matchBody } from './match-body.ts'
import { matchMetadata } from './match-metadata.ts'
import type { Mismatch } from './mismatch.ts'

/**
 * What is wrong with a message that should be the expected one; empty when nothing is. A message
 * may say more than is expected: other metadata, other members of objects.
 */
export function matchMessage(expected: Message, actual: ActualMessage): readonly Mismatch[] {
  return [
    ...matchBody({
      expected: expected.contents,
      actual: actual.contents,
      expectedHeader: contentTypeOf(expected.metadata),
      actualHeader: actual.contentType ?? contentTypeOf(actual.metadata),
      rules: expected.rules.body,
      typeRules: undefined,
      areExtrasAllowed: true,
      subject: 'message',
    }),
    ...matchMetadata({
      expected: expected.metadata,
      actual: actual.metadata,
      rules: expected.rules.metadata,
    }),
  ]
}

function contentTypeOf(metadata: Readonly<Record<string, unknown>>): string | undefined {
  const found = Object.entries(metadata).find(([name]) => /^content-?type$/i.test(name))
  return typeof found?.[1] === 'string' ? found[1] : undefined
}

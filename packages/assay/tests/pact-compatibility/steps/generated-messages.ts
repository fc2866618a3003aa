import { Then } from '@cucumber/cucumber'
import type { ReceivedMessage } from '../../../src/contract/consumer/received-message.ts'
import type { Json } from '../../../src/contract/model/json.ts'
import type { Message } from '../../../src/contract/model/pact.ts'
import { assertReplaced } from '../support/generated-values.ts'
import { jsonAt } from '../support/json-at.ts'
import { firstResponse, received, sentRequest } from './message-consumer.ts'
import { conversationAt, messageAt } from './message-pact-file.ts'

// What the consumer got has new values, and the pact still has those of the example.

Then(
  'the message contents for {string} will have been replaced with a(n) {string}',
  async (path: string, kind: string) => assertContents({ path, kind }, received(), await messageAt(0)),
)

Then(
  'the message request contents for {string} will have been replaced with a(n) {string}',
  async (path: string, kind: string) =>
    assertContents({ path, kind }, sentRequest(), (await conversationAt(0)).request),
)

Then(
  'the message response contents for {string} will have been replaced with a(n) {string}',
  async (path: string, kind: string) => assertContents({ path, kind }, firstResponse(), await firstWritten()),
)

Then(
  'the received message metadata will contain {string} replaced with a(n) {string}',
  async (path: string, kind: string) => assertMetadata({ path, kind }, received(), await messageAt(0)),
)

Then(
  'the received message request metadata will contain {string} replaced with a(n) {string}',
  async (path: string, kind: string) =>
    assertMetadata({ path, kind }, sentRequest(), (await conversationAt(0)).request),
)

Then(
  'the received message response metadata will contain {string} replaced with a(n) {string}',
  async (path: string, kind: string) => assertMetadata({ path, kind }, firstResponse(), await firstWritten()),
)

interface Replaced {
  /** In the contents, or the key of metadata. */
  readonly path: string
  readonly kind: string
}

function assertContents({ path, kind }: Replaced, { contents }: ReceivedMessage, written: Message): void {
  const original = written.contents.kind === 'present' ? (written.contents.json ?? null) : null
  assertReplaced(jsonAt(contents as Json, path), jsonAt(original, path), kind)
}

function assertMetadata({ path, kind }: Replaced, { metadata }: ReceivedMessage, written: Message): void {
  assertReplaced(metadata[path] ?? null, written.metadata[path] ?? null, kind)
}

async function firstWritten(): Promise<Message> {
  const [response] = (await conversationAt(0)).responses
  if (response === undefined) throw new Error('The pact has no response.')
  return response
}

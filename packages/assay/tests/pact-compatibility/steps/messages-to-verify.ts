import { type DataTable, Given } from '@cucumber/cucumber'
import type { JsonObject } from '../../../src/contract/model/json.ts'
import type { AsynchronousMessage, Message } from '../../../src/contract/model/pact.ts'
import { bodyOf, toBody } from '../support/bodies.ts'
import { commentsOf } from '../support/comments.ts'
import { metadataValue } from '../support/fixtures.ts'
import { readInteraction, readRules } from '../support/interactions.ts'
import { metadataOf, pairsOf, type Row, refuseOthers } from '../support/tables.ts'
import { pactFor, verifyFile } from './pacts-to-verify.ts'

Given('a Pact file for {string}:{string} is to be verified', (name: string, body: string) =>
  verifyMessage(name, messageWith(body)),
)

Given(
  'a Pact file for {string}:{string} is to be verified, but is marked pending',
  (name: string, body: string) => verifyMessage(name, messageWith(body), { isPending: true }),
)

Given(
  'a Pact file for {string}:{string} is to be verified with provider state {string}',
  (name: string, body: string, state: string) =>
    verifyMessage(name, messageWith(body), { providerStates: [{ name: state, params: {} }] }),
)

Given(
  'a Pact file for {string}:{string} is to be verified with the following metadata:',
  (name: string, body: string, table: DataTable) =>
    verifyMessage(name, withMetadata(messageWith(body), metadataOf(table))),
)

Given(
  'a Pact file for {string}:{string} is to be verified with the following comments:',
  (name: string, body: string, table: DataTable) =>
    verifyMessage(name, messageWith(body), { comments: commentsOf(table) }),
)

Given('a Pact file for {string} is to be verified with the following:', (name: string, table: DataTable) =>
  verifyMessage(name, messageFrom(pairsOf(table))),
)

function verifyMessage(
  name: string,
  message: Message,
  facts: Partial<AsynchronousMessage> = {},
): Promise<void> {
  const { request: _http, response: _answer, ...plain } = readInteraction({ description: name })
  return verifyFile(pactFor({ ...plain, ...facts, kind: 'asynchronous-message', message }, `c_${name}`))
}

function messageWith(cell: string): Message {
  const body = bodyOf(cell)
  return {
    contents: toBody(body),
    metadata: { contentType: body.contentType },
    rules: {},
    generators: {},
  }
}

function messageFrom(row: Row): Message {
  refuseOthers(row, ['body', 'matching rules', 'generators', 'metadata'])
  const { body = 'EMPTY', metadata = '' } = row
  return withMetadata({ ...messageWith(body), ...readRules(row) }, metadataIn(metadata))
}

function withMetadata(message: Message, metadata: JsonObject): Message {
  return { ...message, metadata: { ...message.metadata, ...metadata } }
}

/** `Origin=AXP-1000; TagData=JSON: { "ID": "123" }` */
function metadataIn(cell: string): JsonObject {
  const pairs = cell.split(';').filter((pair) => pair.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=')
      return [pair.slice(0, equals).trim(), metadataValue(pair.slice(equals + 1).trim())] as const
    }),
  )
}

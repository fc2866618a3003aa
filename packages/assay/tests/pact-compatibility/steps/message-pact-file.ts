import { deepEqual, equal, ok } from 'node:assert/strict'
import { type DataTable, Then } from '@cucumber/cucumber'
import { bytesOf } from '../../../src/contract/consumer/check-interaction.ts'
import { readPactFile } from '../../../src/contract/file/read-pact-file.ts'
import type { Json } from '../../../src/contract/model/json.ts'
import type {
  AsynchronousMessage,
  Message,
  Pact,
  SynchronousMessage,
} from '../../../src/contract/model/pact.ts'
import { bodyOf, isSameBody } from '../support/bodies.ts'
import { consumerPactFile } from '../support/consumer-pact.ts'
import { metadataValue } from '../support/fixtures.ts'
import { scenario } from '../support/scenario.ts'
import { rowOf } from '../support/tables.ts'

Then('the pact file will contain {int} message interaction(s)', async (count: number) =>
  equal((await readWritten()).interactions.length, count),
)

Then('the pact file will contain {int} interaction(s)', async (count: number) =>
  equal((await readWritten()).interactions.length, count),
)

Then(
  'the {numType} message in the pact file will contain the {string} document',
  async (index: number, name: string) => assertContents(await messageAt(index), `file: ${name}`),
)

Then(
  'the {numType} message in the pact file content type will be {string}',
  async (index: number, type: string) => equal(contentType(await messageAt(index)), type),
)

Then(
  'the {numType} message in the pact file will contain the message metadata {string} == {string}',
  async (index: number, key: string, value: string) =>
    deepEqual((await messageAt(index)).metadata[key], metadataValue(value)),
)

Then(
  'the {numType} message in the pact file will contain {int} provider state(s)',
  async (index: number, count: number) => equal((await interactionAt(index)).providerStates.length, count),
)

Then(
  'the {numType} message in the Pact file will contain provider state {string}',
  async (index: number, name: string) => {
    const { providerStates } = await interactionAt(index)
    const isThere = providerStates.some((state) => state.name === name)
    ok(isThere, `only these states: ${JSON.stringify(providerStates)}`)
  },
)

Then(
  'the provider state {string} for the message will contain the following parameters:',
  async (name: string, table: DataTable) => {
    const state = (await interactionAt(0)).providerStates.find((candidate) => candidate.name === name)
    deepEqual(state?.params, JSON.parse(rowOf(table)['parameters'] ?? '') as Json)
  },
)

Then(
  'the {numType} interaction in the pact file will contain the {string} document as the request',
  async (index: number, cell: string) => assertContents((await conversationAt(index)).request, cell),
)

Then(
  'the {numType} interaction in the pact file request content type will be {string}',
  async (index: number, type: string) => equal(contentType((await conversationAt(index)).request), type),
)

Then(
  'the {numType} interaction in the pact file will contain the {string} document as a response',
  async (index: number, cell: string) => assertContents(await responseAt(index, 0), cell),
)

Then(
  'the {numType} interaction in the pact file response content type will be {string}',
  async (index: number, type: string) => equal(contentType(await responseAt(index, 0)), type),
)

Then(
  'the {numType} interaction in the pact file will contain {int} response message(s)',
  async (index: number, count: number) => equal((await conversationAt(index)).responses.length, count),
)

Then(
  'the {numType} interaction in the pact file will contain the {string} document as the {numType} response message',
  async (index: number, cell: string, response: number) =>
    assertContents(await responseAt(index, response), cell),
)

Then(
  'the {numType} message in the pact file will contain the request message metadata {string} == {string}',
  async (index: number, key: string, value: string) =>
    deepEqual((await conversationAt(index)).request.metadata[key], metadataValue(value)),
)

async function readWritten(): Promise<Pact> {
  const { pact } = await readPactFile(consumerPactFile())
  equal(pact.specification, scenario().specification)
  return pact
}

export async function interactionAt(index: number): Promise<AsynchronousMessage | SynchronousMessage> {
  const { interactions } = await readWritten()
  const interaction = interactions[index]
  if (interaction === undefined || interaction.kind === 'http') {
    throw new Error(`The pact has no message ${index + 1}.`)
  }
  return interaction
}

export async function messageAt(index: number): Promise<Message> {
  const interaction = await interactionAt(index)
  if (interaction.kind === 'synchronous-message') throw new Error(`Message ${index + 1} is a conversation.`)
  return interaction.message
}

export async function conversationAt(index: number): Promise<SynchronousMessage> {
  const interaction = await interactionAt(index)
  if (interaction.kind === 'asynchronous-message') throw new Error(`Message ${index + 1} is no conversation.`)
  return interaction
}

async function responseAt(index: number, response: number): Promise<Message> {
  const message = (await conversationAt(index)).responses[response]
  if (message === undefined) throw new Error(`The conversation has no response ${response + 1}.`)
  return message
}

function contentType({ contents, metadata }: Message): unknown {
  return contents.kind === 'present' ? contents.contentType : metadata['contentType']
}

function assertContents({ contents }: Message, cell: string): void {
  ok(isSameBody(bytesOf(contents), bodyOf(cell)), `the contents are ${bytesOf(contents)}`)
}

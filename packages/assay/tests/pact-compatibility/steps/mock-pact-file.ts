import { deepEqual, equal, ok } from 'node:assert/strict'
import { Then } from '@cucumber/cucumber'
import { bytesOf } from '../../../src/contract/consumer/check-interaction.ts'
import { parseQuery } from '../../../src/contract/file/query.ts'
import { readPactFile } from '../../../src/contract/file/read-pact-file.ts'
import type { HttpInteraction, Pact } from '../../../src/contract/model/pact.ts'
import { bodyOf, contentTypeIn, isSameBody } from '../support/bodies.ts'
import { consumerPactFile } from '../support/consumer-pact.ts'
import { scenario } from '../support/scenario.ts'

Then('the pact file will contain \\{{int}} interaction(s)', async (count: number) => {
  const pact = await readWritten()
  equal(pact.specification, scenario().specification)
  equal(pact.interactions.length, count)
})

Then('the \\{{numType}} interaction request will be for a {string}', async (index: number, method: string) =>
  equal((await interactionAt(index)).request.method, method),
)

Then(
  'the \\{{numType}} interaction request query parameters will be {string}',
  async (index: number, query: string) =>
    deepEqual((await interactionAt(index)).request.query, parseQuery(query)),
)

Then(
  'the \\{{numType}} interaction request will contain the header {string} with value {string}',
  async (index: number, name: string, value: string) =>
    deepEqual((await interactionAt(index)).request.headers[name], [value]),
)

Then(
  'the \\{{numType}} interaction request content type will be {string}',
  async (index: number, type: string) => equal(contentTypeIn((await interactionAt(index)).request), type),
)

Then(
  'the \\{{numType}} interaction request will contain the {string} document',
  async (index: number, name: string) => {
    const { body } = (await interactionAt(index)).request
    ok(isSameBody(bytesOf(body), bodyOf(`file: ${name}`)), `the body of the request is ${bytesOf(body)}`)
  },
)

Then(
  'the \\{{numType}} interaction response will contain the {string} document',
  async (index: number, name: string) => {
    const { body } = (await interactionAt(index)).response
    ok(isSameBody(bytesOf(body), bodyOf(`file: ${name}`)), `the body of the response is ${bytesOf(body)}`)
  },
)

async function readWritten(): Promise<Pact> {
  return (await readPactFile(consumerPactFile())).pact
}

async function interactionAt(index: number): Promise<HttpInteraction> {
  const { interactions } = await readWritten()
  const interaction = interactions[index]
  if (interaction?.kind !== 'http') throw new Error(`The pact has no HTTP interaction ${index + 1}.`)
  return interaction
}

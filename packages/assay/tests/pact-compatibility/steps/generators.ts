import { equal, match, notDeepEqual, notEqual } from 'node:assert/strict'
import { type DataTable, Given, Then, When } from '@cucumber/cucumber'
import { createRandom } from '../../../src/base/random.ts'
import { generateRequest } from '../../../src/contract/generators/generate-request.ts'
import { generateResponse } from '../../../src/contract/generators/generate-response.ts'
import type { Generated, GenerationContext } from '../../../src/contract/generators/generation.ts'
import type { Json, JsonObject } from '../../../src/contract/model/json.ts'
import type { HttpPart, HttpRequest, HttpResponse } from '../../../src/contract/model/pact.ts'
import { assertReplaced } from '../support/generated-values.ts'
import { changedRequest, changedResponse, readInteraction, responseRow } from '../support/interactions.ts'
import { jsonAt } from '../support/json-at.ts'
import { perScenario, scenario } from '../support/scenario.ts'
import { rowOf } from '../support/tables.ts'

interface Preparation {
  mode: GenerationContext['mode']
  request?: HttpRequest
  response?: HttpResponse
  /** With their new values. */
  generatedRequest?: HttpRequest
  generatedResponse?: HttpResponse
}

const preparation = perScenario((): Preparation => ({ mode: 'consumer' }))

Given('a request configured with the following generators:', (table: DataTable) => {
  preparation().request = changedRequest(readInteraction({}).request, rowOf(table))
})

Given('a response configured with the following generators:', (table: DataTable) => {
  preparation().response = changedResponse(readInteraction({}).response, responseRow(rowOf(table)))
})

Given('the generator test mode is set as {string}', (mode: string) => {
  preparation().mode = mode === 'Provider' ? 'provider' : 'consumer'
})

When('the request is prepared for use', () => prepareRequest({}))

When('the request is prepared for use with a {string} context:', (name: string, table: DataTable) => {
  const values = JSON.parse(table.raw()[0]?.[0] ?? '') as JsonObject
  switch (name) {
    case 'providerState':
      return prepareRequest({ providerState: values })
    case 'mockServer':
      return prepareRequest({ mockServerUrl: String(values['href'] ?? values['url']) })
    default:
      throw new Error(`No step knows a "${name}" context.`)
  }
})

When('the response is prepared for use', () => {
  const { response } = preparation()
  if (response === undefined) throw new Error('No response has been configured.')
  preparation().generatedResponse = partOf(generateResponse(response, contextWith({})))
})

Then(
  'the body value for {string} will have been replaced with a(n) {string}',
  (path: string, kind: string) => {
    const { generated, original } = valuesAt(path)
    assertReplaced(generated, original, kind)
  },
)

Then('the body value for {string} will have been replaced with {string}', (path: string, value: string) => {
  const { generated, original } = valuesAt(path)
  notDeepEqual(generated, original)
  equal(typeof generated === 'string' ? generated : JSON.stringify(generated), value)
})

Then('the request {string} will be set as {string}', (place: string, value: string) =>
  equal(textAt(requireRequest(), place), value),
)

Then('the request {string} will match {string}', (place: string, pattern: string) =>
  match(textAt(requireRequest(), place), new RegExp(`^(?:${pattern})$`)),
)

Then('the response {string} will not be {string}', (place: string, value: string) =>
  notEqual(textAt(requireResponse(), place), value),
)

Then('the response {string} will match {string}', (place: string, pattern: string) =>
  match(textAt(requireResponse(), place), new RegExp(`^(?:${pattern})$`)),
)

function prepareRequest(given: Partial<GenerationContext>): void {
  const { request } = preparation()
  if (request === undefined) throw new Error('No request has been configured.')
  preparation().generatedRequest = partOf(generateRequest(request, contextWith(given)))
}

function contextWith(given: Partial<GenerationContext>): GenerationContext {
  return {
    mode: preparation().mode,
    random: createRandom(scenario().title),
    now: new Date(),
    providerState: {},
    mockServerUrl: undefined,
    ...given,
  }
}

function partOf<Part>({ part, problems }: Generated<Part>): Part {
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return part
}

function requireRequest(): HttpRequest {
  const { generatedRequest } = preparation()
  if (generatedRequest === undefined) throw new Error('The request has not been prepared.')
  return generatedRequest
}

function requireResponse(): HttpResponse {
  const { generatedResponse } = preparation()
  if (generatedResponse === undefined) throw new Error('The response has not been prepared.')
  return generatedResponse
}

function valuesAt(path: string): { readonly generated: Json; readonly original: Json } {
  const { request, response, generatedRequest, generatedResponse } = preparation()
  return {
    generated: jsonAt(jsonIn(generatedRequest ?? generatedResponse), path),
    original: jsonAt(jsonIn(request ?? response), path),
  }
}

function jsonIn(part: Pick<HttpPart, 'body'> | undefined): Json {
  if (part?.body.kind !== 'present' || part.body.json === undefined) throw new Error('There is no JSON body.')
  return part.body.json
}

/** `path`, `status`, `header[X-TEST]`, `queryParameter[id]`. */
function textAt(part: HttpRequest | HttpResponse, place: string): string {
  const [, kind, name = ''] = /^(\w+)(?:\[(.*)\])?$/.exec(place) ?? []
  if (kind === 'path' && 'path' in part) return part.path
  if (kind === 'method' && 'method' in part) return part.method
  if (kind === 'status' && 'status' in part) return String(part.status)
  if (kind === 'header') return onlyValue(part.headers[name], place)
  if (kind === 'queryParameter' && 'query' in part) return onlyValue(part.query[name], place)
  throw new Error(`No step knows the place "${place}".`)
}

function onlyValue(values: readonly (string | null)[] | undefined, place: string): string {
  const [value, ...others] = values ?? []
  if (typeof value !== 'string' || others.length > 0) throw new Error(`${place} has not one value.`)
  return value
}

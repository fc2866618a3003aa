import { expect, test } from 'vitest'
import {
  jsonBody,
  message,
  request,
  response,
  rulesFor,
  textBody,
} from '../matching/fixtures/expectations.ts'
import type { Generator } from '../model/generators.ts'
import type { Json } from '../model/json.ts'
import { generation, stateOf } from './fixtures/generation.ts'
import { generateMessage } from './generate-message.ts'
import { generateRequest } from './generate-request.ts'
import { generateResponse } from './generate-response.ts'

const context = generation({ providerState: { id: 1000 } })
const id: Generator = { type: 'ProviderState', expression: stateOf('id'), dataType: undefined }

function body(json: Json, generators: Readonly<Record<string, Generator>>) {
  const { part, problems } = generateRequest(
    request({ body: jsonBody(json), generators: { body: new Map(Object.entries(generators)) } }),
    context,
  )
  expect(problems).toEqual([])
  return part.body.kind === 'present' ? JSON.parse(part.body.bytes.toString()) : part.body.kind
}

test('path, query and headers', () => {
  const generators = {
    path: { type: 'ProviderState', expression: `/path/${stateOf('id')}`, dataType: undefined },
    query: new Map([['v1', id]]),
    header: new Map([['X-TEST', id]]),
  } as const
  const { part } = generateRequest(
    request({ query: { v1: ['a', 'b'] }, headers: { 'x-test': ['1'] }, generators }),
    context,
  )
  expect(part).toMatchObject({
    path: '/path/1000',
    query: { v1: ['1000', '1000'] },
    headers: { 'x-test': ['1000'] },
  })
  expect(generateRequest(request({ generators }), context).part).toMatchObject({
    query: { v1: ['1000'] },
    headers: { 'X-TEST': ['1000'] },
  })
})

test('JSON, by path expressions', () => {
  expect(body({ a: [{ b: 1 }, { b: 2 }], c: 3 }, { '$.a[*].b': id })).toEqual({
    a: [{ b: 1000 }, { b: 1000 }],
    c: 3,
  })
  expect(body({ a: [1, 2] }, { '$.a[1]': id })).toEqual({ a: [1, 1000] })
  expect(body({ a: { x: 1 }, b: { x: 2 } }, { '$.*.x': id })).toEqual({ a: { x: 1000 }, b: { x: 1000 } })
  expect(body({ a: 1 }, { $: id })).toBe(1000)
  expect(body({ a: 1 }, { '$.nowhere[3]': id })).toEqual({ a: 1 })
})

test('items of array-contains have the generators of their variants', () => {
  const rules = {
    body: rulesFor({
      '$.list': {
        match: 'array-contains',
        variants: [
          {
            index: 0,
            rules: rulesFor({ '$.kind': { match: 'regex', regex: 'b' } }),
            generators: { '$.id': { type: 'ProviderState', expression: stateOf('id') } },
          },
        ],
      },
    }),
  }
  const json = {
    list: [
      { kind: 'a', id: 1 },
      { kind: 'b', id: 1 },
    ],
  }
  const { part } = generateRequest(request({ body: jsonBody(json), rules }), context)
  expect(part.body).toMatchObject({
    json: {
      list: [
        { kind: 'a', id: 1 },
        { kind: 'b', id: 1000 },
      ],
    },
  })
})

test.each([
  ['a=1&b=2&a=3', 'application/x-www-form-urlencoded', { '$.a[1]': id, '$.b': id }, 'a=1&b=1000&a=1000'],
  [
    '<a x="1" y="2"><b>t</b></a>',
    'application/xml',
    { "$.a['@y']": id, '$.a.b.#text': id },
    '<a x="1" y="1000"><b>1000</b></a>',
  ],
])('%s', (text, type, generators, wanted) => {
  const { part, problems } = generateRequest(
    request({ body: textBody(text, type), generators: { body: new Map(Object.entries(generators)) } }),
    context,
  )
  expect(problems).toEqual([])
  expect(part.body).toMatchObject({ bytes: Buffer.from(wanted) })
})

test('values for the provider are not for the consumer', () => {
  const expected = request({ path: '/x', generators: { path: id } })
  expect(generateRequest(expected, generation({ mode: 'consumer' }))).toEqual({
    part: expected,
    problems: [],
  })
})

test('where no value can be made, the example stays and it is said', () => {
  const generators = { path: id, body: new Map([['$.a', id]]) }
  const expected = request({ path: '/x', body: jsonBody({ a: 1 }), generators })
  const { part, problems } = generateRequest(expected, generation())
  expect(part).toMatchObject({ path: '/x', body: { json: { a: 1 } } })
  expect(problems).toEqual([
    'no provider state gave a value "id"; none gave any',
    '$.a: no provider state gave a value "id"; none gave any',
  ])
})

test('the status of a response', () => {
  const status: Generator = { type: 'RandomInt', min: 201, max: 599 }
  const { part } = generateResponse(response({ generators: { status } }), context)
  expect(part.status).toBeGreaterThan(200)
  const { part: same, problems } = generateResponse(
    response({ generators: { status: { type: 'RandomBoolean' } } }),
    context,
  )
  expect(same.status).toBe(200)
  expect(problems).toHaveLength(1)
})

test('contents and metadata of a message', () => {
  const generators = { metadata: new Map([['key', id]]), body: new Map([['$.a', id]]) }
  const { part } = generateMessage(
    message({ contents: jsonBody({ a: 1 }), metadata: { key: 'k' }, generators }),
    context,
  )
  expect(part).toMatchObject({ metadata: { key: 1000 }, contents: { json: { a: 1000 } } })
})

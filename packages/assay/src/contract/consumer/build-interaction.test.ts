import { expect, test } from 'vitest'
import { formatError } from '../../errors/format-error.ts'
import { writePact } from '../file/write-pact.ts'
import type { Interaction, PactSpecification } from '../model/pact.ts'
import { buildAsynchronousMessage, buildHttpInteraction } from './build-interaction.ts'
import { checkInteraction } from './check-interaction.ts'
import { eachLike } from './collection-matchers.ts'
import type { HttpInteractionOptions, RequestTemplate, ResponseTemplate } from './interaction-options.ts'
import { fromProviderState } from './origin-matchers.ts'
import { nullable, optional } from './presence-matchers.ts'
import { regex } from './text-matchers.ts'
import { integer, like, statusCode } from './value-matchers.ts'

const PARTIES = { consumer: 'orders', provider: 'products' }

function options(parts: {
  readonly request?: Partial<RequestTemplate>
  readonly response?: ResponseTemplate
}): HttpInteractionOptions {
  const request = { method: 'GET', path: '/products/7', ...parts.request }
  return { description: 'a request', request, response: parts.response ?? {} }
}

/** As it stands in the file. */
function written(interaction: Interaction, specification: PactSpecification = '4.0') {
  checkInteraction(interaction, { ...PARTIES, specification })
  const pact = { ...PARTIES, specification, interactions: [interaction], metadata: {}, others: {} }
  const json = JSON.parse(writePact(pact))
  return (json.interactions ?? json.messages)[0]
}

function failureOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return formatError(error)
  }
  return 'it did not fail'
}

test('writes an interaction of version 4', () => {
  const interaction = buildHttpInteraction({
    description: 'a request for a product',
    given: ['the shop is open', { name: 'a product exists', params: { id: 7 } }],
    key: 'product-by-id',
    comments: ['asked by the basket'],
    request: {
      method: 'get',
      path: fromProviderState('/products/\x24{id}', '/products/7'),
      query: { page: like(1), tag: eachLike(regex(/^[a-z]+$/, 'new')), verbose: true },
      headers: { Accept: 'application/json' },
    },
    response: {
      status: statusCode('success'),
      body: { id: integer(7), note: nullable('x'), weight: optional(1.5) },
    },
  })
  expect(written(interaction)).toMatchInlineSnapshot(`
    {
      "comments": {
        "text": [
          "asked by the basket",
          "optional: $.weight, for example 1.5",
        ],
      },
      "description": "a request for a product",
      "key": "product-by-id",
      "pending": false,
      "providerStates": [
        {
          "name": "the shop is open",
        },
        {
          "name": "a product exists",
          "params": {
            "id": 7,
          },
        },
      ],
      "request": {
        "generators": {
          "path": {
            "dataType": "STRING",
            "expression": "/products/\${id}",
            "type": "ProviderState",
          },
        },
        "headers": {
          "Accept": [
            "application/json",
          ],
        },
        "matchingRules": {
          "query": {
            "page": {
              "combine": "AND",
              "matchers": [
                {
                  "match": "type",
                },
              ],
            },
            "tag": {
              "combine": "AND",
              "matchers": [
                {
                  "match": "type",
                  "min": 1,
                },
              ],
            },
            "tag[*]": {
              "combine": "AND",
              "matchers": [
                {
                  "match": "regex",
                  "regex": "^[a-z]+$",
                },
              ],
            },
          },
        },
        "method": "GET",
        "path": "/products/7",
        "query": {
          "page": [
            "1",
          ],
          "tag": [
            "new",
          ],
          "verbose": [
            "true",
          ],
        },
      },
      "response": {
        "body": {
          "content": {
            "id": 7,
            "note": "x",
          },
          "contentType": "application/json",
          "encoded": false,
        },
        "headers": {
          "Content-Type": [
            "application/json",
          ],
        },
        "matchingRules": {
          "body": {
            "$.id": {
              "combine": "AND",
              "matchers": [
                {
                  "match": "integer",
                },
              ],
            },
            "$.note": {
              "combine": "OR",
              "matchers": [
                {
                  "match": "type",
                },
                {
                  "match": "null",
                },
              ],
            },
          },
          "status": {
            "combine": "AND",
            "matchers": [
              {
                "match": "statusCode",
                "status": "success",
              },
            ],
          },
        },
        "status": 200,
      },
      "type": "Synchronous/HTTP",
    }
  `)
})

test('writes the same in versions 3 and 2 as far as they can say it', () => {
  const interaction = buildHttpInteraction({
    ...options({ response: { body: { name: like('Lamp'), tags: eachLike('new') } } }),
    given: 'a product exists',
  })
  expect(written(interaction, '3.0').response.matchingRules).toEqual({
    body: {
      '$.name': { combine: 'AND', matchers: [{ match: 'type' }] },
      '$.tags': { combine: 'AND', matchers: [{ match: 'type', min: 1 }] },
    },
  })
  expect(written(interaction, '2.0').response.matchingRules).toEqual({
    '$.body.name': { match: 'type' },
    '$.body.tags': { match: 'type', min: 1 },
  })
  const newer = buildHttpInteraction(options({ response: { body: { id: integer(7) } } }))
  expect(failureOf(() => written(newer, '2.0'))).toMatchInlineSnapshot(`
    ""a request" has matchers that version 2.0 of the specification does not know.
      integer (version 3.0)
      fix: leave out "specification" for version 4, or use other matchers
      (pact_needs_newer_specification)"
  `)
})

test('a text is a text, bytes are bytes, and a form is a form', () => {
  const bodyOf = (parts: Partial<RequestTemplate>) =>
    written(buildHttpInteraction(options({ request: { method: 'POST', ...parts } }))).request
  expect(bodyOf({ body: 'hello' })).toMatchObject({
    headers: { 'Content-Type': ['text/plain; charset=utf-8'] },
    body: { content: 'hello' },
  })
  expect(bodyOf({ body: Uint8Array.of(0, 255), headers: { 'content-type': 'image/png' } })).toMatchObject({
    headers: { 'content-type': ['image/png'] },
    body: { content: 'AP8=', encoded: 'base64' },
  })
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  expect(bodyOf({ body: { a: like('x y'), b: 1 }, headers: form })).toMatchObject({
    body: { content: 'a=x+y&b=1' },
    matchingRules: { body: { '$.a': { matchers: [{ match: 'type' }] } } },
  })
  const text = { 'Content-Type': 'text/plain' }
  expect(bodyOf({ body: regex(/^\d+$/, '7'), headers: text })).toMatchObject({
    body: { content: '7' },
    matchingRules: { body: { $: { matchers: [{ match: 'regex' }] } } },
  })
  expect(bodyOf({ body: null }).body).toEqual({ content: null })
})

test('writes messages with their metadata', () => {
  const message = buildAsynchronousMessage({
    description: 'a price changed',
    contents: { price: like(9.5) },
    metadata: { queue: regex(/prices-[a-z]+/, 'prices-eu') },
  })
  expect(written(message)).toMatchObject({
    type: 'Asynchronous/Messages',
    contents: { content: { price: 9.5 }, contentType: 'application/json' },
    metadata: { queue: 'prices-eu' },
    matchingRules: { metadata: { queue: { matchers: [{ match: 'regex' }] } } },
  })
})

test('an example that its own matcher refuses is told at once', () => {
  const interaction = buildHttpInteraction(options({ response: { body: { id: integer(1.5) } } }))
  expect(failureOf(() => written(interaction))).toMatchInlineSnapshot(`
    "The example of "a request" is not what its matchers say.
      body $.id: Expected 1.5 (Decimal) to be an integer
        expected: 1.5 (rule: integer)
        actual:   1.5
      fix: give the matchers examples that fit
      (invalid_interaction)"
  `)
})

test('refuses what cannot be sent', () => {
  const failure = (parts: Parameters<typeof options>[0]) =>
    failureOf(() => buildHttpInteraction(options(parts)))
  expect(failure({ request: { path: '/products?page=1' } })).toMatchInlineSnapshot(`
    ""/products?page=1" is no path of a request.
      in the interaction "a request"
      fix: begin it with "/", encode what is not for a path, and put parameters into query
      (invalid_interaction)"
  `)
  expect(failure({ request: { method: 'GET IT' } })).toContain('"GET IT" is no method of HTTP.')
  expect(failure({ response: { status: 99 } })).toContain('99 is no status that an answer can have.')
  expect(failure({ response: { headers: { 'X-Name': 'a\nb' } } })).toContain(
    'The header "X-Name" cannot be sent',
  )
  expect(failure({ request: { query: { filter: like({ a: 1 }) } } })).toContain('neither a text nor a list')
  expect(failureOf(() => buildHttpInteraction({ ...options({}), description: ' ' }))).toContain(
    'An interaction has no description.',
  )
})

test.each([
  ['status 204', options({ response: { status: 204, body: { id: 7 } } })],
  ['status 304', options({ response: { status: 304, body: null } })],
  ['HEAD', options({ request: { method: 'head' }, response: { body: 'x' } })],
])('refuses a body that no provider can send: %s', (which, refused) => {
  const failure = failureOf(() => buildHttpInteraction(refused))
  expect(failure).toContain(which)
  expect(failure).toContain('has no body')
})

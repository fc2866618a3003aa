import { expect, test } from 'vitest'
import { formatError } from '../../errors/format-error.ts'
import type { Interaction, Pact, PactSpecification } from '../model/pact.ts'
import { readPact } from './read-pact.ts'
import { writePact } from './write-pact.ts'

const FULL = {
  consumer: { name: 'web', team: 'shop' },
  interactions: [
    {
      comments: { references: { ticket: { id: 7 } }, text: ['why'] },
      description: 'ask for an order',
      interactionMarkup: { markup: '*order*', markupType: 'COMMON_MARK' },
      key: 'k1',
      pending: true,
      pluginConfiguration: { protobuf: { descriptor: 'x' } },
      providerStates: [{ name: 'an order', params: { id: 7 } }, { name: 'a user' }],
      request: {
        headers: { Accept: ['application/json', 'text/html'], 'X-Id': ['1'] },
        method: 'GET',
        path: '/orders',
        query: { debug: [null], tag: ['a', 'b'] },
      },
      response: {
        body: { content: { id: 7, né: [] }, contentType: 'application/json', encoded: false },
        generators: { body: { '$.id': { max: 9, min: 1, type: 'RandomInt' } } },
        headers: { 'Content-Type': ['application/json'] },
        matchingRules: {
          body: { '$.id': { combine: 'OR', matchers: [{ match: 'integer' }, { match: 'null' }] } },
        },
        status: 200,
      },
      transport: 'https',
      type: 'Synchronous/HTTP',
    },
    {
      contents: { content: 'AAH/', contentType: 'application/octet-stream', encoded: 'base64' },
      description: 'order paid',
      matchingRules: { metadata: { topic: { combine: 'AND', matchers: [{ match: 'type' }] } } },
      metadata: { topic: 'paid' },
      pending: false,
      type: 'Asynchronous/Messages',
    },
    {
      description: 'price asked',
      pending: false,
      request: { contents: { content: '7', contentType: 'text/plain', encoded: false }, metadata: { a: 1 } },
      response: [{ contents: { content: '8', contentType: 'text/plain', encoded: false } }],
      type: 'Synchronous/Messages',
      unknown: { kept: true },
    },
  ],
  metadata: { pactRust: { models: '1.0' }, plugins: [{ name: 'protobuf', version: '1' }] },
  provider: { name: 'orders' },
  unknown: [1],
}

function pactOf(file: object, version = '4.0'): Pact {
  const metadata = { ...FULL.metadata, pactSpecification: { version } }
  return readPact(JSON.stringify({ ...file, metadata }), 'web-orders.json').pact
}

function failureOf(pact: Pact, specification: PactSpecification): string {
  try {
    return `no failure, but ${writePact(pact, specification)}`
  } catch (error) {
    return formatError(error)
  }
}

test('nothing of a version 4 file is lost', () => {
  const written = JSON.parse(writePact(pactOf(FULL)))
  const metadata = {
    assay: { version: expect.any(String) },
    ...FULL.metadata,
    pactSpecification: { version: '4.0' },
  }
  expect(written).toEqual({ ...FULL, metadata })
})

test('the text does not depend on the order of the interactions, and ends with a line', () => {
  const text = writePact(pactOf(FULL))
  expect(writePact(pactOf({ ...FULL, interactions: FULL.interactions.toReversed() }))).toBe(text)
  expect(writePact(readPact(text, 'f').pact)).toBe(text)
  expect(text).toMatch(/^\{\n {2}"consumer": \{\n[\s\S]*\}\n$/)
  expect(Object.keys(JSON.parse(text))).toEqual([
    'consumer',
    'interactions',
    'metadata',
    'provider',
    'unknown',
  ])
})

test('version 2 has one state, a text as query and rules side by side', () => {
  const interaction = {
    description: 'a',
    providerState: 'an order',
    request: {
      body: { id: 7 },
      headers: { Accept: 'text/html, text/plain' },
      matchingRules: { '$.body.id': { match: 'type' } },
      method: 'POST',
      path: '/',
      query: 'q=a+b%26c&debug',
    },
    response: { status: 201 },
  }
  const pact = pactOf({ ...FULL, interactions: [interaction] }, '2.0.0')
  expect(JSON.parse(writePact(pact))).toMatchObject({
    interactions: [interaction],
    metadata: { pactSpecification: { version: '2.0.0' } },
  })
  const [v3] = JSON.parse(writePact(pact, '3.0')).interactions
  expect(v3).toMatchObject({
    providerStates: [{ name: 'an order' }],
    request: {
      headers: { Accept: 'text/html, text/plain' },
      matchingRules: { body: { '$.id': { combine: 'AND', matchers: [{ match: 'type' }] } } },
      query: { q: ['a b&c'], debug: [null] },
    },
  })
})

test('messages of version 3', () => {
  const messages = [
    { contents: { id: 7 }, description: 'paid', metadata: { contentType: 'application/json' } },
  ]
  const { interactions: _none, ...rest } = FULL
  const pact = pactOf({ ...rest, messages }, '3.0.0')
  const written = JSON.parse(writePact(pact))
  expect([written.messages, written.interactions]).toEqual([messages, undefined])
  expect(JSON.parse(writePact(pact, '4.0')).interactions).toMatchObject([{ type: 'Asynchronous/Messages' }])
})

test('what a version cannot say is refused', () => {
  const [http, message, synchronous] = pactOf(FULL).interactions as [Interaction, Interaction, Interaction]
  const pact = pactOf(FULL)
  const refused = [
    failureOf({ ...pact, interactions: [http, message] }, '2.0'),
    failureOf({ ...pact, interactions: [synchronous] }, '3.0'),
    failureOf({ ...pact, interactions: [{ ...http, isPending: false }, message] }, '3.0'),
  ]
  expect(refused.join('\n\n')).toMatchInlineSnapshot(`
    "The pact web-orders cannot be written in version 2.0 of the specification.
      "ask for an order": more than one provider state (version 3.0)
      "ask for an order": a state with parameters (version 3.0)
      "ask for an order": pending (version 4.0)
      "ask for an order": a transport of its own (version 4.0)
      "ask for an order": a plugin (version 4.0)
      "ask for an order": several matching rules for one place (version 3.0)
      "ask for an order": a generator (version 3.0)
      "order paid": a message (version 3.0)
      fix: write it in the version named above, or leave that out of the interaction
      (pact_needs_newer_specification)

    The pact web-orders cannot be written in version 3.0 of the specification.
      "price asked": a synchronous message (version 4.0)
      fix: write it in the version named above, or leave that out of the interaction
      (pact_needs_newer_specification)

    The pact web-orders cannot be written in version 3.0 of the specification.
      "ask for an order": a transport of its own (version 4.0)
      "ask for an order": a plugin (version 4.0)
      requests and messages in one file (version 4)
      fix: write it in the version named above, or leave that out of the interaction
      (pact_needs_newer_specification)"
  `)
})

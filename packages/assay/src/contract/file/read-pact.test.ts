import { describe, expect, test } from 'vitest'
import { formatError } from '../../errors/format-error.ts'
import type { Json } from '../model/json.ts'
import type { HttpInteraction, Pact } from '../model/pact.ts'
import { MAX_PACT_BYTES } from './pact-text.ts'
import { readPact } from './read-pact.ts'

type Part = Readonly<Record<string, Json>>

function read(file: Readonly<Record<string, unknown>>, version = '4.0') {
  const names = { consumer: { name: 'web' }, provider: { name: 'orders' } }
  const metadata = { pactSpecification: { version } }
  return readPact(JSON.stringify({ ...names, metadata, ...file }), 'web-orders.json')
}

function readHttp(parts: { readonly request?: Part; readonly response?: Part }, version = '4.0') {
  const type = version === '4.0' ? { type: 'Synchronous/HTTP' } : {}
  const { pact, warnings } = read({ interactions: [{ ...type, description: 'a', ...parts }] }, version)
  const { request, response } = pact.interactions[0] as HttpInteraction
  return { request, response, warnings }
}

function failureOf(input: string | Buffer): string {
  try {
    return `no failure, but ${JSON.stringify(readPact(input, 'web-orders.json'))}`
  } catch (error) {
    return formatError(error)
  }
}

function kindsOf(pact: Pact): string[] {
  return pact.interactions.map(({ kind, description }) => `${kind}: ${description}`)
}

describe('the version', () => {
  test.each([
    [{ pactSpecification: { version: '1.0.0' } }, '1.0'],
    [{ pactSpecification: { version: '1.1.0' } }, '1.1'],
    [{ 'pact-specification': { version: '2.0' } }, '2.0'],
    [{ pactSpecificationVersion: '2.0.0' }, '2.0'],
    [{ pactSpecification: { version: '3' } }, '3.0'],
    [{ pactSpecification: { version: '4.0' } }, '4.0'],
    [{}, '3.0'],
  ])('of %j is %s', (metadata, expected) => {
    const { pact, warnings } = readPact(
      JSON.stringify({ consumer: { name: 'a' }, provider: { name: 'b' }, metadata }),
      'f',
    )
    expect([pact.specification, warnings]).toEqual([expected, []])
  })

  test('that nobody knows is read as version 3, and said', () => {
    const { pact, warnings } = read({ interactions: [] }, '9.1')
    expect(pact.specification).toBe('3.0')
    expect(warnings).toEqual(['metadata: specification version "9.1" is not known; it is read as version 3'])
  })
})

describe('interactions', () => {
  test('messages of version 3 and all kinds of version 4', () => {
    const messages = [
      { description: 'paid', metaData: { contentType: 'application/json' }, contents: { id: 7 } },
    ]
    expect(kindsOf(read({ messages }, '3.0').pact)).toEqual(['asynchronous-message: paid'])
    const interactions = [
      { type: 'Synchronous/HTTP', description: 'get' },
      { type: 'Asynchronous/Messages', description: 'paid', contents: { content: 'x' } },
      {
        type: 'Synchronous/Messages',
        description: 'ask',
        request: {},
        response: { contents: { content: 'y' } },
      },
      { type: 'Synchronous/Messages', description: 'ask twice', request: {}, response: [{}, {}] },
    ]
    const { pact } = read({ interactions })
    expect(kindsOf(pact)).toEqual([
      'http: get',
      'asynchronous-message: paid',
      'synchronous-message: ask',
      'synchronous-message: ask twice',
    ])
    expect(
      pact.interactions.map((found) => found.kind === 'synchronous-message' && found.responses.length),
    ).toEqual([...[false, false, 1, 2]])
  })

  test('provider states in all spellings', () => {
    const spellings: Part[] = [
      { provider_state: 'one' },
      { providerState: 'one' },
      { providerState: '' },
      { providerState: null },
      { providerStates: [{ name: 'one', params: { id: 7 } }, { name: 'two' }] },
    ]
    const interactions = spellings.map((states) => ({ description: 'a', ...states }))
    const { pact } = read({ interactions }, '3.0')
    expect(pact.interactions.map(({ providerStates }) => providerStates)).toEqual([
      [{ name: 'one', params: {} }],
      [{ name: 'one', params: {} }],
      [],
      [],
      [
        { name: 'one', params: { id: 7 } },
        { name: 'two', params: {} },
      ],
    ])
  })

  test('queries and headers', () => {
    expect(
      readHttp({ request: { query: 'tag=new&tag=on+sale&debug&q=%C3%A9%zz' } }, '2.0').request.query,
    ).toEqual({
      tag: ['new', 'on sale'],
      debug: [null],
      q: ['é%zz'],
    })
    expect(readHttp({ request: { query: { id: ['1', null], page: '2', size: 3 } } }).request.query).toEqual({
      id: ['1', null],
      page: ['2'],
      size: ['3'],
    })
    const headers = {
      accept: 'a/b, c/d',
      Date: 'Sat, 21 Nov 2026',
      'X-List': 'a,b',
      Vary: ['x, y'],
      'X-Count': 7,
    }
    expect(readHttp({ request: { headers } }).request.headers).toEqual({
      accept: ['a/b', 'c/d'],
      Date: ['Sat, 21 Nov 2026'],
      'X-List': ['a,b'],
      Vary: ['x, y'],
      'X-Count': ['7'],
    })
  })

  test('what the specification does not name is kept', () => {
    const interaction = { type: 'Synchronous/HTTP', description: 'a', _id: '1', request: { extra: true } }
    const { pact } = read({ interactions: [interaction], createdAt: 'today' })
    expect(pact.others).toEqual({ createdAt: 'today' })
    expect(pact.interactions[0]?.others).toEqual({ _id: '1' })
    expect((pact.interactions[0] as HttpInteraction).request.others).toEqual({ extra: true })
  })
})

describe('errors', () => {
  test('name the line and the column', () => {
    const v4 = '"metadata": {"pactSpecification": {"version": "4.0"}}'
    const wrong: (string | Buffer)[] = [
      '{\n  "consumer": {"name": "w',
      '{"a": [1,\n2,]}',
      ' ',
      '[]',
      Buffer.from('7b0a2261223a20ff7d', 'hex'),
      '{"interactions": [\n  {"request": {"headers": 5}}]}',
      '{"interactions": [{"response": {"status": "fine"}}]}',
      `{${v4}, "interactions": [{"type": "Stream"}]}`,
      '{"messages": [{"matchingRules": {"body": {"$.a": {"matchers": [{"match": "regex"}]}}}}]}',
      `{"interactions": [{"request": {"body": ${'['.repeat(50_000)}${']'.repeat(50_000)}}}]}`,
      Buffer.alloc(MAX_PACT_BYTES + 1),
    ]
    expect(wrong.map(failureOf).join('\n\n')).toMatchInlineSnapshot(`
      "The pact web-orders.json cannot be read: it is not JSON: it ends where a value should be.
        at line 2, column 26
        cause: Unterminated string in JSON at position 27 (line 2 column 26)
        fix: correct the file there, or write it again by running the tests of its consumer
        (invalid_pact)

      The pact web-orders.json cannot be read: it is not JSON: there should be a value.
        at line 2, column 3
        cause: Unexpected token ']', "{"a": [1,
      2,]}" is not valid JSON
        fix: correct the file there, or write it again by running the tests of its consumer
        (invalid_pact)

      The pact web-orders.json cannot be read: it is empty.
        cause: Unexpected end of JSON input
        fix: correct the file there, or write it again by running the tests of its consumer
        (invalid_pact)

      The pact web-orders.json cannot be read: it is not an object.
        at line 1, column 1
        fix: correct the file there, or write it again by running the tests of its consumer
        (invalid_pact)

      The pact web-orders.json cannot be read: it is not UTF-8.
        at line 2, column 6
        cause: The encoded data was not valid for encoding utf-8
        fix: save the file as UTF-8
        (invalid_pact)

      The pact web-orders.json cannot be read: interactions[0].request.headers is not an object.
        at line 2, column 27
        fix: correct the file there, or write it again by running the tests of its consumer
        (invalid_pact)

      The pact web-orders.json cannot be read: interactions[0].response.status is not a status.
        at line 1, column 43
        fix: correct the file there, or write it again by running the tests of its consumer
        (invalid_pact)

      The pact web-orders.json cannot be read: no interaction is of type "Stream"; the types are Synchronous/HTTP, Asynchronous/Messages, Synchronous/Messages.
        at line 1, column 83
        in interactions[0].type
        fix: correct the file there, or write it again by running the tests of its consumer
        (invalid_pact)

      The pact web-orders.json cannot be read: the matching rule has no "regex".
        at line 1, column 64
        in messages[0].matchingRules.body["$.a"].matchers[0]
        fix: correct the file there, or write it again by running the tests of its consumer
        (invalid_pact)

      The pact web-orders.json cannot be read: values in it are nested more than 500 levels deep.
        fix: correct the file there, or write it again by running the tests of its consumer
        (invalid_pact)

      The pact web-orders.json cannot be read: it has 67108865 bytes, and the limit is 67108864.
        fix: leave large bodies out of the contract: match their shape with rules on a small example
        (invalid_pact)"
    `)
  })

  test('a byte order mark is none', () => {
    const text = '\uFEFF{"consumer":{"name":"a"},"provider":{"name":"b"}}'
    expect(readPact(text, 'f').pact.consumer).toBe('a')
    expect(readPact(Buffer.from(text), 'f').pact.provider).toBe('b')
  })
})

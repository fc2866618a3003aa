import { expect, test } from 'vitest'
import type { Json } from '../model/json.ts'
import type { HttpInteraction } from '../model/pact.ts'
import { readPact } from './read-pact.ts'
import { writePact } from './write-pact.ts'

/** A response with these members, read, with how it is written again in a version. */
function readResponse(response: object, version: '2.0' | '3.0' | '4.0' = '4.0') {
  const interaction = { type: 'Synchronous/HTTP', description: 'a', response }
  const parties = { consumer: { name: 'a' }, provider: { name: 'b' } }
  const { pact, warnings } = readPact(JSON.stringify({ ...parties, interactions: [interaction] }), 'f')
  const written = JSON.parse(writePact(pact, version)).interactions[0].response
  const { rules, generators } = (pact.interactions[0] as HttpInteraction).response
  return { rules, generators, written, warnings }
}

function ruleOf(matcher: unknown) {
  const { rules, written } = readResponse({ matchingRules: { body: { $: { matchers: [matcher] } } } })
  return { rule: rules.body?.get('$')?.rules[0], written: written.matchingRules.body.$.matchers[0] }
}

test.each<[Json, Json, Json?]>([
  [{ match: 'equality' }, { match: 'equality' }],
  [{ match: 'type' }, { match: 'type' }],
  [
    { match: 'type', min: 1 },
    { match: 'min-type', min: 1 },
  ],
  [{ min: '0' }, { match: 'min-type', min: 0 }, { match: 'type', min: 0 }],
  [
    { match: 'max', max: 2 },
    { match: 'max-type', max: 2 },
    { match: 'type', max: 2 },
  ],
  [
    { match: 'type', min: 1, max: 2 },
    { match: 'min-max-type', min: 1, max: 2 },
  ],
  [
    { match: 'regex', regex: '\\d+' },
    { match: 'regex', regex: '\\d+' },
  ],
  [{ regex: '\\d+' }, { match: 'regex', regex: '\\d+' }, { match: 'regex', regex: '\\d+' }],
  [{ match: 'real' }, { match: 'decimal' }, { match: 'decimal' }],
  [
    { match: 'include', value: 'x' },
    { match: 'include', value: 'x' },
  ],
  [
    { match: 'date', date: 'yyyy' },
    { match: 'date', format: 'yyyy' },
    { match: 'date', format: 'yyyy' },
  ],
  [
    { match: 'timestamp', format: 'HH' },
    { match: 'datetime', format: 'HH' },
    { match: 'datetime', format: 'HH' },
  ],
  [{ timestamp: 'HH' }, { match: 'datetime', format: 'HH' }, { match: 'datetime', format: 'HH' }],
  [
    { match: 'contentType', value: 'image/png' },
    { match: 'content-type', value: 'image/png' },
  ],
  [
    { match: 'content-type', value: 'a/b' },
    { match: 'content-type', value: 'a/b' },
    { match: 'contentType', value: 'a/b' },
  ],
  [
    { match: 'statusCode', status: 'nonError' },
    { match: 'status-code', status: 'nonError' },
  ],
  [
    { match: 'status-code', status: [200, '201'] },
    { match: 'status-code', status: [200, 201] },
    { match: 'statusCode', status: [200, 201] },
  ],
  [{ match: 'notEmpty' }, { match: 'not-empty' }],
  [{ match: 'semver' }, { match: 'semver' }],
  [{ match: 'values' }, { match: 'values' }],
  [
    { match: 'eachKey', rules: [{ match: 'regex', regex: '\\d' }], value: '1' },
    { match: 'each-key', definition: { value: '1', rules: [{ match: 'regex', regex: '\\d' }] } },
  ],
  [
    { match: 'eachValue', rules: [{ match: 'notEmpty' }], generator: { type: 'Uuid' } },
    { match: 'each-value', definition: { rules: [{ match: 'not-empty' }], generator: { type: 'Uuid' } } },
  ],
])('the matcher %j', (matcher, rule, respelled) => {
  expect(ruleOf(matcher)).toEqual({ rule, written: respelled ?? matcher })
})

test('the variants of arrayContains', () => {
  const rules = { '$.a': { combine: 'AND', matchers: [{ match: 'type' }] } }
  const variants = [
    { index: 0, rules },
    { index: 1, generators: { '$.b': { type: 'Uuid' } } },
  ]
  const { rule, written } = ruleOf({ match: 'array-contains', variants })
  expect(rule).toEqual({
    match: 'array-contains',
    variants: [
      { index: 0, rules: new Map([['$.a', { combine: 'AND', rules: [{ match: 'type' }] }]]), generators: {} },
      {
        index: 1,
        rules: new Map([['$', { combine: 'AND', rules: [{ match: 'equality' }] }]]),
        generators: { '$.b': { type: 'Uuid' } },
      },
    ],
  })
  expect(written).toMatchObject({ match: 'arrayContains', variants: [{ index: 0, rules }, { index: 1 }] })
})

test('rules of version 2 are those of version 3, and can be written back', () => {
  const matchingRules = {
    '$.body': { match: 'type' },
    '$.body.a[*].b': { match: 'type', min: 1 },
    "$.body['x y']": { match: 'type' },
    '$.headers.X-Trace': { match: 'regex', regex: 'a' },
    "$.headers['it\\'s']": { match: 'type' },
    '$.query.ids[0]': { match: 'type' },
    '$.path': { match: 'regex', regex: '/.*' },
  }
  const { rules, written } = readResponse({ matchingRules }, '2.0')
  expect(written.matchingRules).toEqual(matchingRules)
  expect([...rules.body!.keys()]).toEqual(['$', '$.a[*].b', "$['x y']"])
  expect([...rules.header!.keys(), ...rules.query!.keys()]).toEqual(['X-Trace', "it's", 'ids[0]'])
  expect(rules.path).toEqual({ combine: 'AND', rules: [{ match: 'regex', regex: '/.*' }] })
  expect(readResponse({ matchingRules }).written.matchingRules['query']).toEqual({
    'ids[0]': { combine: 'AND', matchers: [{ match: 'type' }] },
  })
})

test('rules of version 3 and 4, with and without lists', () => {
  const matchers = [{ match: 'number' }, { match: 'null' }]
  const matchingRules = {
    body: { '$.a': { combine: 'or', matchers }, '$.b': { match: 'type' }, '$.c': { matchers: [] } },
    content: { '$.d': { matchers: [{ match: 'type' }] } },
    status: { $: { matchers: [{ match: 'statusCode', status: 'success' }] } },
    path: { match: 'regex', regex: '/' },
    header: {},
  }
  const { rules, written } = readResponse({ matchingRules })
  expect(rules).toEqual({
    body: new Map([
      ['$.a', { combine: 'OR', rules: matchers }],
      ['$.b', { combine: 'AND', rules: [{ match: 'type' }] }],
      ['$.d', { combine: 'AND', rules: [{ match: 'type' }] }],
    ]),
    status: { combine: 'AND', rules: [{ match: 'status-code', status: 'success' }] },
    path: { combine: 'AND', rules: [{ match: 'regex', regex: '/' }] },
  })
  expect(Object.keys(written.matchingRules)).toEqual(['body', 'path', 'status'])
})

test('generators in all categories', () => {
  const generators = {
    body: {
      '$.id': { type: 'RandomInt', min: 1, max: 5 },
      '$.day': { type: 'Date', expression: 'tomorrow' },
    },
    header: { Token: { type: 'ProviderState', expression: `\${token}`, dataType: 'STRING' } },
    query: { q: { type: 'RandomString', size: 3 } },
    path: { type: 'MockServerURL', example: 'a', regex: 'b' },
    status: { type: 'RandomInt', min: 200, max: 299 },
  }
  const { generators: read, written } = readResponse({ generators })
  expect(written.generators).toEqual(generators)
  expect(read.body?.get('$.day')).toEqual({ type: 'Date', expression: 'tomorrow' })
  expect(
    readResponse({ generators: { body: { $: { type: 'RandomDecimal' } } } }).generators.body?.get('$'),
  ).toEqual({
    type: 'RandomDecimal',
    digits: 10,
  })
})

test('what nobody knows is kept, and said with its place', () => {
  const matchingRules = {
    body: { '$.a': { combine: 'AND', matchers: [{ match: 'ignore-order', deep: true }] } },
    cookies: { a: 1 },
  }
  const generators = {
    body: { '$.a': { type: 'Protobuf', of: 1 }, '$.b': { type: 'Uuid', format: 'short' } },
    cookies: {},
  }
  const { written, warnings } = readResponse({ matchingRules, generators })
  expect(written).toMatchObject({ matchingRules, generators })
  expect(warnings).toEqual([
    'interactions[0].response.matchingRules.body["$.a"].matchers[0]: matcher "ignore-order" is not known; it is kept, and matches nothing',
    'interactions[0].response.matchingRules.cookies: no such category of matching rules is known; it is kept',
    'interactions[0].response.generators.body["$.a"]: generator "Protobuf" is not known; it is kept, and generates nothing',
    'interactions[0].response.generators.body["$.b"]: generator "Uuid" lacks what it needs; it is kept, and generates nothing',
    'interactions[0].response.generators.cookies: no such category of generators is known; it is kept',
  ])
})

import { expect, test } from 'vitest'
import {
  all,
  answered,
  jsonBody,
  message,
  response,
  rulesFor,
  sentences,
  textBody,
} from './fixtures/expectations.ts'
import { matchMessage } from './match-message.ts'
import { matchResponse } from './match-response.ts'

const contents = Buffer.from('{"id":1,"more":true}')

test('a message may say more', () => {
  const expected = message({
    contents: jsonBody({ id: 7 }),
    metadata: { contentType: 'application/json' },
    rules: { body: rulesFor({ '$.id': { match: 'integer' } }) },
  })
  const metadata = { contentType: 'application/json;charset=utf-8', other: 1 }
  expect(matchMessage(expected, { contents, contentType: undefined, metadata })).toEqual([])
})

test('metadata that is missing or another', () => {
  const expected = message({
    metadata: { Origin: 'Some Text', key: 'a', contentType: 'text/plain', route: 'r-1' },
    rules: { metadata: new Map([['route', all({ match: 'regex', regex: 'r-\\d+' })]]) },
  })
  const metadata = { key: 'b', contentType: 'application/json', route: 'r-22' }
  expect(sentences(matchMessage(expected, { contents, contentType: undefined, metadata }))).toEqual([
    "Origin -> Expected message metadata 'Origin' but was missing",
    "key -> Expected metadata key 'key' to have value '\"a\"' but was '\"b\"' - Expected 'b' to be equal to 'a'",
    "contentType -> Expected metadata key 'contentType' to have value '\"text/plain\"' but was '\"application/json\"' - Expected metadata 'contentType' to have value 'text/plain' but was 'application/json'",
  ])
})

test('contents of another type', () => {
  const expected = message({ contents: textBody('x', 'text/plain') })
  expect(
    sentences(matchMessage(expected, { contents, contentType: 'application/json', metadata: {} })),
  ).toEqual(['$ -> Expected message with content type text/plain but was application/json'])
})

test.each([
  [undefined, 404, ['expected 200 but was 404']],
  ['success', 201, []],
  ['success', 404, ['Expected status code 404 to be a Successful response (200–299)']],
  ['nonError', 302, []],
  [[200, 201], 404, ['Expected status code 404 to be a 200, 201']],
] as const)('a status of %j is not %j', (status, actual, wanted) => {
  const rules = status === undefined ? {} : { status: all({ match: 'status-code', status }) }
  expect(sentences(matchResponse(response({ rules }), answered({ status: actual })))).toEqual(wanted)
})

test('contents with the number of their schema before them', () => {
  const contentType = 'application/vnd.schemaregistry.v1+json'
  const expected = message({ contents: jsonBody({ id: 1 }, contentType), metadata: { contentType } })
  const withNumber = (json: string, type: string) => ({
    contents: Buffer.concat([Buffer.from([0, 0, 0, 0, 2]), Buffer.from(json)]),
    contentType: type,
    metadata: { contentType: type },
  })
  expect(matchMessage(expected, withNumber('{"id":1}', contentType))).toEqual([])
  expect(sentences(matchMessage(expected, withNumber('{"id":2}', contentType)))).toEqual([
    '$.id -> Expected 2 (Integer) to be equal to 1 (Integer)',
  ])
  // Elsewhere such bytes are no JSON.
  const plain = message({ contents: jsonBody({ id: 1 }) })
  expect(sentences(matchMessage(plain, withNumber('{"id":1}', 'application/json')))).toEqual([
    expect.stringContaining('$ -> Failed to parse the actual body'),
  ])
})

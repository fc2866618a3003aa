import { expect, test } from 'vitest'
import type { Body } from '../model/body.ts'
import type { Json } from '../model/json.ts'
import type { HttpInteraction } from '../model/pact.ts'
import { readPact } from './read-pact.ts'
import { writePact } from './write-pact.ts'

const JSON_TYPE = 'application/json'

/** The text of a file whose only response has a body, written by hand: numbers stay as they are. */
function fileOf(body: string | undefined, contentType: string | undefined, version: string): string {
  const headers = contentType === undefined ? '{}' : JSON.stringify({ 'content-type': contentType })
  const response = `{"headers": ${headers}${body === undefined ? '' : `, "body": ${body}`}}`
  return `{"consumer": {"name": "a"}, "provider": {"name": "b"}, "metadata": {"pactSpecification": {"version": "${version}"}},
    "interactions": [{"type": "Synchronous/HTTP", "description": "a", "response": ${response}}]}`
}

function bodyIn(text: string): Body {
  return (readPact(text, 'f').pact.interactions[0] as HttpInteraction).response.body
}

/** What the body is, after making sure that it survives being written in its own version and in version 4. */
function bodyOf(body: string | undefined, contentType: string | undefined, version: string) {
  const text = fileOf(body, contentType, version)
  const read = bodyIn(text)
  const { pact } = readPact(text, 'f')
  expect(bodyIn(writePact(pact))).toEqual(read)
  expect(bodyIn(writePact(pact, '4.0'))).toEqual(read)
  return read.kind === 'present' ? { bytes: read.bytes.toString(), json: read.json } : read.kind
}

test.each<[string | undefined, string | undefined, string | { bytes: string; json: Json | undefined }]>([
  [undefined, JSON_TYPE, 'missing'],
  ['null', JSON_TYPE, 'null'],
  ['""', JSON_TYPE, 'empty'],
  ['{"a": 1.0}', undefined, { bytes: '{"a":1.0}', json: { a: 1 } }],
  [
    '[12345678901234567890, 1e3]',
    JSON_TYPE,
    { bytes: '[12345678901234567890,1e3]', json: [12345678901234567000, 1000] },
  ],
  ['7', JSON_TYPE, { bytes: '7', json: 7 }],
  ['"hello"', JSON_TYPE, { bytes: '"hello"', json: 'hello' }],
  ['"{ \\"a\\": 1 }"', JSON_TYPE, { bytes: '{ "a": 1 }', json: { a: 1 } }],
  ['"\\"hello\\""', JSON_TYPE, { bytes: '"hello"', json: 'hello' }],
  ['"hello"', undefined, { bytes: 'hello', json: undefined }],
  ['"<a/>"', 'application/xml', { bytes: '<a/>', json: undefined }],
  ['"aGVsbG8="', 'image/png', { bytes: 'hello', json: undefined }],
  ['"not base64!"', 'image/png', { bytes: 'not base64!', json: undefined }],
  ['{"a": 1}', 'text/plain', { bytes: '{"a":1}', json: { a: 1 } }],
])('version 3: %s of type %s', (body, contentType, expected) => {
  expect(bodyOf(body, contentType, '3.0')).toEqual(expected)
})

test.each<[string | undefined, string | { bytes: string; json: Json | undefined }]>([
  [undefined, 'missing'],
  ['{}', 'missing'],
  ['null', 'null'],
  ['{"content": null}', 'null'],
  ['{"content": ""}', 'empty'],
  [
    '{"content": {"a": -0.50}, "contentType": "application/json", "encoded": false}',
    { bytes: '{"a":-0.50}', json: { a: -0.5 } },
  ],
  ['{"content": "hi", "contentType": "application/json"}', { bytes: '"hi"', json: 'hi' }],
  [
    '{"content": "{\\"a\\": 1}", "contentType": "application/json", "encoded": "JSON"}',
    { bytes: '{"a": 1}', json: { a: 1 } },
  ],
  ['{"content": "\\"\\"", "contentType": "application/json", "encoded": "json"}', { bytes: '""', json: '' }],
  [
    '{"content": "aGVsbG8=", "contentType": "image/png", "encoded": "base64"}',
    { bytes: 'hello', json: undefined },
  ],
  [
    '{"content": "aGVsbG8=", "contentType": "text/plain", "encoded": true}',
    { bytes: 'hello', json: undefined },
  ],
  [
    '{"content": "hello", "contentType": "image/svg", "contentTypeHint": "TEXT"}',
    { bytes: 'hello', json: undefined },
  ],
  ['{"content": "<a/>", "contentType": "application/xml"}', { bytes: '<a/>', json: undefined }],
  ['{"content": "{\\"a\\":1}"}', { bytes: '{"a":1}', json: undefined }],
  ['{"content": {"a": 1}}', { bytes: '{"a":1}', json: { a: 1 } }],
  ['{"a": 1}', { bytes: '{"a":1}', json: { a: 1 } }],
])('version 4: %s', (body, expected) => {
  expect(bodyOf(body, undefined, '4.0')).toEqual(expected)
})

test('what is wrong with a body is said', () => {
  const body = '{"content": "no base64!", "encoded": "base64", "contentTypeHint": "PICTURE"}'
  expect(readPact(fileOf(body, undefined, '4.0'), 'f').warnings).toEqual([
    'interactions[0].response.body.content: it is not base64; it is taken as it stands',
    'interactions[0].response.body.contentTypeHint: it is none of TEXT, BINARY and DEFAULT',
  ])
})

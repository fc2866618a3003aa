import { expect, test } from 'vitest'
import type { Body } from '../model/body.ts'
import type { RulesByPath } from '../model/matching-rules.ts'
import type { ActualHeaders } from './actual.ts'
import {
  answered,
  jsonBody,
  received,
  request,
  response,
  rulesFor,
  sentences,
  textBody,
} from './fixtures/expectations.ts'
import { matchRequest } from './match-request.ts'
import { matchResponse } from './match-response.ts'

interface Case {
  readonly expected: Body
  readonly actual: string | Buffer | undefined
  /** Of the actual body. */
  readonly type?: string
  readonly rules?: RulesByPath
  readonly sentences: readonly string[]
}

const XML = 'application/xml'
const FORM = 'application/x-www-form-urlencoded'
const jpeg = (size: number) =>
  Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(size, 1)])

const cases: Readonly<Record<string, Case>> = {
  'nothing expected': { expected: { kind: 'missing' }, actual: 'x', sentences: [] },
  'nothing is right for nothing': { expected: { kind: 'empty' }, actual: undefined, sentences: [] },
  'something instead of nothing': {
    expected: { kind: 'empty' },
    actual: 'hello',
    sentences: ['$ -> Expected empty body but received Present(5 bytes, text/plain)'],
  },
  'null is nothing': { expected: { kind: 'null' }, actual: 'null', sentences: [] },
  'nothing instead of something': {
    expected: jsonBody({ a: 1 }),
    actual: undefined,
    sentences: ['$ -> Expected body Present(7 bytes, application/json) but was missing'],
  },
  'empty instead of something': {
    expected: textBody('hi', 'text/plain'),
    actual: '',
    sentences: ['$ -> Expected body Present(2 bytes, text/plain) but was empty'],
  },
  'another type': {
    expected: jsonBody({ a: 1 }),
    actual: '<a/>',
    type: XML,
    sentences: [
      "$ -> Expected a body of 'application/json' but the actual content type was 'application/xml'",
    ],
  },
  'a type with a suffix': {
    expected: jsonBody({ a: 1 }),
    actual: '{"a":1}',
    type: 'application/hal+json',
    sentences: [],
  },
  'JSON that is none': {
    expected: jsonBody({ a: 1 }),
    actual: '{"a":',
    sentences: [expect.stringContaining('$ -> Failed to parse the actual body: ')],
  },
  'a number that is out of range': {
    expected: jsonBody([1]),
    actual: '[1e400]',
    type: 'application/json',
    sentences: ["$ -> Failed to parse the actual body: 'the number 1e400 is out of range'"],
  },
  'JSON that is not UTF-8': {
    expected: jsonBody('ä'),
    actual: Buffer.from([0x22, 0xe4, 0x22]),
    type: 'application/json',
    sentences: ["$ -> Failed to parse the actual body: 'it is not UTF-8'"],
  },
  'another text': {
    expected: textBody('Hello World!', 'text/plain'),
    actual: 'Hello Mars!',
    sentences: ["$ -> Expected body 'Hello World!' to match 'Hello Mars!' using equality but did not match"],
  },
  'a text that begins like a picture': {
    expected: textBody('BM', 'text/plain'),
    actual: 'BM',
    sentences: [],
  },
  'a text by a rule': {
    expected: textBody('Hello', 'text/plain'),
    actual: 'Hallo',
    rules: rulesFor({ $: { match: 'regex', regex: 'H[ae]llo' } }),
    sentences: [],
  },
  'a form': {
    expected: textBody('a=1&b=2&c=3', FORM),
    actual: 'c=33&b=2&a=1',
    type: FORM,
    sentences: ["$.c -> Expected form post parameter 'c' with value '3' but was '33'"],
  },
  'a form by a rule': {
    expected: textBody('a=1', FORM),
    actual: 'a=77',
    type: FORM,
    rules: rulesFor({ '$.a': { match: 'integer' } }),
    sentences: [],
  },
  'a form by rules for any field': {
    expected: textBody('a=1&b=2', FORM),
    actual: 'a=x&b=7',
    type: FORM,
    rules: rulesFor({ '$.*': { match: 'integer' } }),
    sentences: ["$.a -> Expected 'x' to match an integer number"],
  },
  'a form by a rule for all of it, and a heavier one': {
    expected: textBody('a=1&b=2', FORM),
    actual: 'a=x&b=y',
    type: FORM,
    rules: rulesFor({ $: { match: 'type' }, '$.b': { match: 'regex', regex: '\\d' } }),
    sentences: ["$.b -> Expected 'y' to match '\\d'"],
  },
  'one field of several by its number': {
    expected: textBody('a=1&a=2', FORM),
    actual: 'a=1&a=9',
    type: FORM,
    rules: rulesFor({ '$.a[1]': { match: 'type' } }),
    sentences: [],
  },
  'a type with two suffixes': {
    expected: jsonBody({ a: 1 }, 'application/a+b+json'),
    actual: '{ "a": 2 }',
    type: 'application/a+b+json',
    sentences: ['$.a -> Expected 2 (Integer) to be equal to 1 (Integer)'],
  },
  'JSON of no type whose names are of any script': {
    expected: textBody('{"é":1}', undefined),
    actual: '{"é":2}',
    type: 'application/json',
    sentences: ["$['é'] -> Expected 2 (Integer) to be equal to 1 (Integer)"],
  },
  'other bytes': {
    expected: textBody(jpeg(2), 'image/jpeg'),
    actual: jpeg(1),
    type: 'image/jpeg',
    sentences: [
      '$ -> Actual body [image/jpeg, 11 bytes, starting with ffd8ffe000104a46494601] is not equal to the expected body [image/jpeg, 12 bytes, starting with ffd8ffe000104a4649460101]',
    ],
  },
  'bytes of a type': {
    expected: textBody(jpeg(2), 'application/octet-stream'),
    actual: jpeg(3),
    type: 'application/octet-stream',
    rules: rulesFor({ $: { match: 'content-type', value: 'image/jpeg' } }),
    sentences: [],
  },
  'bytes of another type': {
    expected: textBody(jpeg(2), 'application/octet-stream'),
    actual: '%PDF-1.7',
    type: 'application/octet-stream',
    rules: rulesFor({ $: { match: 'content-type', value: 'image/jpeg' } }),
    sentences: [
      "$ -> Expected binary contents to have content type 'image/jpeg' but detected contents was 'application/pdf'",
    ],
  },
  'no bytes where a rule wants some': {
    expected: textBody(jpeg(2), 'image/jpeg'),
    actual: Buffer.alloc(0),
    type: 'image/jpeg',
    rules: rulesFor({ $: { match: 'not-empty' } }),
    sentences: ['$ -> Expected [] (0 bytes) to not be empty'],
  },
  'no text where a rule wants some': {
    expected: textBody('Hello', 'text/plain'),
    actual: '',
    type: 'text/plain',
    rules: rulesFor({ $: { match: 'not-empty' } }),
    sentences: ["$ -> Expected '' (String) to not be empty"],
  },
  'other bytes that are not empty': {
    expected: textBody(jpeg(2), 'image/jpeg'),
    actual: jpeg(1),
    type: 'image/jpeg',
    rules: rulesFor({ $: { match: 'not-empty' } }),
    sentences: [],
  },
  'bytes that are no text where a rule is about texts': {
    expected: textBody('Hello', 'text/plain'),
    actual: Buffer.from([0xff, 0xfe]),
    type: 'text/plain',
    rules: rulesFor({ $: { match: 'type' } }),
    sentences: ['$ -> Could not parse actual value as UTF-8 text'],
  },
  'bytes that include nothing': {
    expected: textBody(jpeg(2), 'image/jpeg'),
    actual: jpeg(1),
    type: 'image/jpeg',
    rules: rulesFor({ $: { match: 'include', value: 'JFIF' } }),
    sentences: ['$ -> Could not parse actual value as UTF-8 text'],
  },
  'XML in which a child is missing': {
    expected: textBody('<a><one/><two/></a>', XML),
    actual: '<a><one/></a>',
    sentences: ['$.a -> Expected child <two/> but was missing'],
  },
  'XML with more than expected': {
    expected: textBody('<a x="1"><b/></a>', XML),
    actual: '<a x="1" y="2"><b/><b/><c/></a>',
    sentences: [
      '$.a -> Expected 1 attribute(s) but received 2 attribute(s)',
      '$.a.b -> Unexpected child <b/>',
      '$.a -> Unexpected child <c/>',
    ],
  },
  'XML with other texts and attributes': {
    expected: textBody('<a x="1">t<!-- c --></a>', XML),
    actual: '<a x="2"> u </a>',
    sentences: [
      "$.a['@x'] -> Expected '2' to be equal to '1'",
      "$.a['#text'] -> Expected 'u' to be equal to 't'",
    ],
  },
  'XML with another root': {
    expected: textBody('<a/>', XML),
    actual: '<b/>',
    sentences: ["$.a -> Expected 'a' to be equal to 'b'"],
  },
  'XML by rules': {
    expected: textBody('<a><b id="1">x</b></a>', XML),
    actual: '<a><b id="22">y</b><b id="z">w</b></a>',
    rules: rulesFor({
      '$.a': { match: 'type' },
      "$.a.b['@id']": { match: 'integer' },
      '$.a.b.#text': { match: 'type' },
    }),
    sentences: ["$.a.b['@id'] -> Expected 'z' to match an integer number"],
  },
  'XML with other prefixes of the same namespaces': {
    expected: textBody('<p:a xmlns:p="urn:a" p:x="1"/>', XML),
    actual: '<q:a xmlns:q="urn:a" q:x="1"/>',
    sentences: [],
  },
  'XML that is none': {
    expected: textBody('<a/>', XML),
    actual: '<a>',
    sentences: [expect.stringContaining('$ -> Failed to parse the actual body: ')],
  },
}

function run({ expected, actual, type, rules }: Case) {
  const headers: ActualHeaders = type === undefined ? {} : { 'Content-Type': [type] }
  const body = actual === undefined ? undefined : Buffer.from(actual)
  const wanted = request({ body: expected, rules: rules === undefined ? {} : { body: rules } })
  return matchRequest(wanted, received({ headers, body }))
}

test.each(Object.entries(cases))('%s', (_name, one) => {
  expect(sentences(run(one))).toEqual(one.sentences)
})

test('a response may have more XML than expected', () => {
  const expected = response({ body: textBody('<a><b/></a>', XML) })
  expect(matchResponse(expected, answered({ body: Buffer.from('<a y="2"><b/><c/></a>') }))).toEqual([])
})

test('another text shows the lines that differ', () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`)
  const [mismatch] = run({
    expected: textBody(lines.join('\n'), 'text/plain'),
    actual: lines.with(9, 'other').join('\n'),
    sentences: [],
  })
  expect(mismatch!.diff).toMatchInlineSnapshot(`
    "  line 7
      line 8
    - line 9
    + other
      line 10
      line 11
      …"
  `)
})

const type = 'multipart/form-data; boundary=XX'
const part = (name: string, content: string, contentType?: string) =>
  `--XX\r\nContent-Disposition: form-data; name="${name}"${contentType === undefined ? '' : `; filename="f"\r\nContent-Type: ${contentType}`}\r\n\r\n${content}\r\n`
const multipart = (...parts: readonly string[]) => `${parts.join('')}--XX--\r\n`

test.each([
  ['the same', [part('a', '1'), part('b', '{"x":1}', 'application/json')], []],
  [
    'another field',
    [part('a', '2'), part('b', '{"x":1}', 'application/json')],
    ["$.a -> MIME part 'a': Expected '2' to be equal to '1'"],
  ],
  [
    'another file',
    [part('a', '1'), part('b', '{"x":"y"}', 'application/json')],
    ["$.x -> MIME part 'b': Expected 'y' (String) to be the same type as 1 (Integer)"],
  ],
  ['a file by a rule', [part('a', '1'), part('b', '{"x":2}', 'application/json')], []],
  ['a part that is missing', [part('a', '1')], ["$ -> Expected a MIME part 'b' but was missing"]],
  [
    'a field for a file',
    [part('a', '1'), part('b', '{"x":1}')],
    ["$ -> Expected a MIME file 'b' but was field"],
  ],
])('multipart: %s', (_name, parts, wanted) => {
  const expected = textBody(multipart(part('a', '1'), part('b', '{"x":1}', 'application/json')), type)
  const rules = rulesFor({ '$.b.x': { match: 'type' } })
  expect(sentences(run({ expected, actual: multipart(...parts), type, rules, sentences: [] }))).toEqual(
    wanted,
  )
})

test('multipart: a boundary that is not there', () => {
  const expected = textBody(multipart(part('a', '1')), type)
  expect(sentences(run({ expected, actual: 'x', type, sentences: [] }))).toEqual([
    "$ -> Failed to parse the actual body as a MIME multipart body: 'the boundary of the content type is not in the body'",
  ])
})

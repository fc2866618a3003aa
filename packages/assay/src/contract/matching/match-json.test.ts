import { expect, test } from 'vitest'
import type { MatchingRule, RuleList } from '../model/matching-rules.ts'
import { all, any, rulesFor, sentences } from './fixtures/expectations.ts'
import { parseExactJson } from './json-value.ts'
import { matchJson } from './match-json.ts'

interface Case {
  readonly expected: unknown
  /** JSON as text, to have numbers as they are written. */
  readonly actual: string
  readonly rules?: Readonly<Record<string, MatchingRule | RuleList>>
  readonly areExtrasAllowed?: boolean
  readonly sentences: readonly string[]
}

function run({ expected, actual, rules = {}, areExtrasAllowed = false }: Case): string[] {
  const matching = { rules: rulesFor(rules), areExtrasAllowed }
  return sentences(matchJson(parseExactJson(JSON.stringify(expected)), parseExactJson(actual), matching))
}

const levels = { one: { a: { ids: [1, 2, 3, 4], status: 'OK' } }, two: [{ ids: [1], status: 'BAD' }] }
const one = { one: 'a', two: 'b' }

const cases: Readonly<Record<string, Case>> = {
  'equal values': { expected: levels, actual: JSON.stringify(levels), sentences: [] },
  'another value': {
    expected: one,
    actual: '{"one":"a","two":"c"}',
    sentences: ["$.two -> Expected 'c' (String) to be equal to 'b' (String)"],
  },
  'a missing member of a request': {
    expected: one,
    actual: '{"one":"a"}',
    sentences: ['$ -> Expected a Map with keys [one, two] but received one with keys [one]'],
  },
  'a missing member of a response': {
    expected: one,
    actual: '{"two":"b","three":1}',
    areExtrasAllowed: true,
    sentences: ['$ -> Actual map is missing the following keys: one'],
  },
  'one member more in a request': {
    expected: { a: 1 },
    actual: '{"a":1,"b":2}',
    sentences: ['$ -> Expected a Map with keys [a] but received one with keys [a, b]'],
  },
  'one member more in a response': {
    expected: { a: 1 },
    actual: '{"a":1,"b":2}',
    areExtrasAllowed: true,
    sentences: [],
  },
  'an empty object in a request': {
    expected: {},
    actual: '{"a":1}',
    sentences: ['$ -> Expected an empty Map but received {"a":1}'],
  },
  'an empty list': {
    expected: [],
    actual: '[1]',
    areExtrasAllowed: true,
    sentences: ['$ -> Expected an empty List but received [1]'],
  },
  'items that are missing': {
    expected: ['a', 'b'],
    actual: '["a"]',
    sentences: [
      '$ -> Expected b but was missing',
      '$ -> Expected a List with 2 elements but received 1 elements',
    ],
  },
  'another kind of value': {
    expected: { a: [1] },
    actual: '{"a":{"b":1}}',
    sentences: ['$.a -> Type mismatch: Expected {"b":1} (Object) to be the same type as [1] (Array)'],
  },
  'the integer 1 and the decimal 1.0': {
    expected: 1,
    actual: '1.0',
    sentences: ['$ -> Expected 1.0 (Decimal) to be equal to 1 (Integer)'],
  },
  'numbers with more digits than JavaScript keeps': {
    expected: 1,
    actual: '9007199254740993',
    sentences: ['$ -> Expected 9007199254740993 (Integer) to be equal to 1 (Integer)'],
  },
  'a rule that cascades, and an equality that ends it': {
    expected: levels,
    actual: '{"one":{"a":{"ids":[100],"status":"Lovely"}},"two":[{"ids":[1],"status":"BAD"}]}',
    rules: { '$.one': { match: 'type' }, '$.one.a.status': { match: 'equality' } },
    sentences: ["$.one.a.status -> Expected 'Lovely' (String) to be equal to 'OK' (String)"],
  },
  'sizes of lists': {
    expected: levels,
    actual: '{"one":{"a":{"ids":[],"status":"OK"}},"two":[{"ids":[1,2,3,4,5],"status":"BAD"}]}',
    rules: {
      '$.one': { match: 'type' },
      '$.one.a.ids': { match: 'min-max-type', min: 1, max: 4 },
      '$.two.*.ids': { match: 'min-max-type', min: 1, max: 4 },
    },
    sentences: [
      '$.one.a.ids -> Expected [] (size 0) to have minimum size of 1',
      '$.two[0].ids -> Expected [1, 2, 3, 4, 5] (size 5) to have maximum size of 4',
    ],
  },
  'a size is not for lists below': {
    expected: { a: [[1, 2]] },
    actual: '{"a":[[],[1]]}',
    rules: { '$.a': { match: 'min-type', min: 1 } },
    sentences: [],
  },
  'items beyond the expected ones are like the first': {
    expected: { a: [{ id: 1 }] },
    actual: '{"a":[{"id":2},{"id":"x"}]}',
    rules: { '$.a': { match: 'min-type', min: 1 }, '$.a[*].*': { match: 'type' } },
    sentences: ["$.a[1].id -> Expected 'x' (String) to be the same type as 1 (Integer)"],
  },
  'values, with other names': {
    expected: one,
    actual: '{"one":"","three":"b","four":"c","five":"100"}',
    rules: { $: { match: 'values' }, '$.*': { match: 'type' } },
    sentences: [],
  },
  'values, one of another type': {
    expected: one,
    actual: '{"one":"","two":"b","three":"c","four":100}',
    rules: { $: { match: 'values' }, '$.*': { match: 'type' } },
    sentences: ["$.four -> Expected 100 (Integer) to be the same type as 'a' (String)"],
  },
  'each key': {
    expected: one,
    actual: '{"one":"a","two":"b","3":"c"}',
    rules: {
      $: {
        match: 'each-key',
        definition: { value: 'one', rules: [{ match: 'regex', regex: '[a-z]+' }], generator: undefined },
      },
    },
    sentences: ["$[3] -> Expected '3' to match '[a-z]+'"],
  },
  'each value of an object': {
    expected: one,
    actual: '{"x":"ok","y":"NO"}',
    rules: {
      $: {
        match: 'each-value',
        definition: { value: 'one', rules: [{ match: 'regex', regex: '[a-z]+' }], generator: undefined },
      },
    },
    sentences: ["$.y -> Expected 'NO' to match '[a-z]+'"],
  },
  'each value of a list': {
    expected: ['a'],
    actual: '["b",1]',
    rules: {
      $: {
        match: 'each-value',
        definition: { value: undefined, rules: [{ match: 'type' }], generator: undefined },
      },
    },
    sentences: ["$[1] -> Expected 1 (Integer) to be the same type as 'a' (String)"],
  },
  'variants in any order': {
    expected: {
      actions: [
        { name: 'add', to: 'x' },
        { name: 'delete', to: 'x' },
      ],
    },
    actual: '{"actions":[{"name":"other","to":"1"},{"name":"delete","to":"2"}]}',
    rules: {
      '$.actions': {
        match: 'array-contains',
        variants: [
          { index: 0, rules: rulesFor({ '$.to': { match: 'type' } }), generators: {} },
          { index: 1, rules: rulesFor({ '$.to': { match: 'type' } }), generators: {} },
        ],
      },
    },
    sentences: ['$.actions -> Variant at index 0 ({"name":"add","to":"x"}) was not found in the actual list'],
  },
  'large and small decimals, as texts': {
    expected: [1, 1, 1, 1],
    actual: '[1e21, -9223372036854775809, 0.000001, 1e15]',
    rules: { '$[*]': { match: 'include', value: 'x' } },
    sentences: [
      "$[0] -> Expected '1e+21' to include 'x'",
      "$[1] -> Expected '-9.223372036854776e+18' to include 'x'",
      "$[2] -> Expected '1e-6' to include 'x'",
      "$[3] -> Expected '1000000000000000.0' to include 'x'",
    ],
  },
  'a decimal that looks like JavaScript writes it': {
    expected: 1,
    actual: '1e+21',
    rules: { $: { match: 'integer' } },
    sentences: ['$ -> Expected 1e+21 (Decimal) to be an integer'],
  },
  'a zero with a sign': {
    expected: [0, 0],
    actual: '[-0, -0.0]',
    rules: { '$[*]': { match: 'decimal' } },
    sentences: [],
  },
  'objects are shown in the order of their names': {
    expected: { a: 1 },
    actual: '{"a":{"z":1,"b":{"y":2,"x":3}}}',
    rules: { '$.a': { match: 'type' } },
    sentences: ['$.a -> Expected {"b":{"x":3,"y":2},"z":1} (Object) to be the same type as 1 (Integer)'],
  },
  'variants without rules are equal items': {
    expected: [1, 2],
    actual: '[3,2,1]',
    rules: { $: { match: 'array-contains', variants: [] } },
    sentences: [],
  },
  'one of two rules': {
    expected: { a: 'x' },
    actual: '{"a":null}',
    rules: { '$.a': any({ match: 'type' }, { match: 'null' }) },
    sentences: [],
  },
  'none of two rules': {
    expected: { a: 'x' },
    actual: '{"a":1}',
    rules: { '$.a': any({ match: 'type' }, { match: 'null' }) },
    sentences: [
      "$.a -> Expected 1 (Integer) to be the same type as 'x' (String)",
      '$.a -> Expected 1 (Integer) to be a null value',
    ],
  },
  'both of two rules': {
    expected: { a: 'x' },
    actual: '{"a":"y"}',
    rules: { '$.a': all({ match: 'type' }, { match: 'include', value: 'x' }) },
    sentences: ["$.a -> Expected 'y' to include 'x'"],
  },
  'a rule that nobody knows': {
    expected: { a: 1 },
    actual: '{"a":1}',
    rules: { '$.a': { match: 'unknown', name: 'luhn', json: {} } },
    sentences: ["$.a -> Unable to match 1 (Integer) using the rule 'luhn'"],
  },
}

test.each(Object.entries(cases))('%s', (_name, one) => {
  expect(run(one)).toEqual(one.sentences)
})

const scalars: readonly (readonly [rule: MatchingRule, actual: string, sentence: string | undefined])[] = [
  [{ match: 'integer' }, '100', undefined],
  [{ match: 'integer' }, '[]', '[] (Array) to be an integer'],
  [{ match: 'integer' }, '100.1', '100.1 (Decimal) to be an integer'],
  [{ match: 'integer' }, '100.0', '100.0 (Decimal) to be an integer'],
  [{ match: 'integer' }, '"100"', "'100' (String) to be an integer"],
  [{ match: 'decimal' }, '100.0', undefined],
  [{ match: 'decimal' }, '1e2', undefined],
  [{ match: 'decimal' }, '100', '100 (Integer) to be a decimal number'],
  [{ match: 'decimal' }, 'null', 'null (Null) to be a decimal number'],
  [{ match: 'number' }, '100.01', undefined],
  [{ match: 'number' }, 'true', 'true (Boolean) to be a number'],
  [{ match: 'boolean' }, '"true"', undefined],
  [{ match: 'boolean' }, '""', "'' (String) to match a boolean"],
  [{ match: 'null' }, 'null', undefined],
  [{ match: 'null' }, '""', "'' (String) to be a null value"],
  [{ match: 'date', format: 'yyyy-MM-dd' }, '"2023-07-19"', undefined],
  [
    { match: 'date', format: 'yyyy-MM-dd' },
    '"23/07/19"',
    "'23/07/19' to match a date pattern of 'yyyy-MM-dd'",
  ],
  [{ match: 'time', format: undefined }, '"25:00:00"', "'25:00:00' to match a time pattern of 'HH:mm:ss'"],
  [{ match: 'datetime', format: '' }, '"2020-01-01T10:00:00+01:00"', undefined],
  [{ match: 'regex', regex: '\\w{3}\\d{3}' }, '"a"', "'a' to match '\\w{3}\\d{3}'"],
  [{ match: 'regex', regex: '\\d+' }, '12', undefined],
  [{ match: 'include', value: 'a' }, '"dog"', "'dog' to include 'a'"],
  [{ match: 'not-empty' }, '""', "'' (String) to not be empty"],
  [{ match: 'not-empty' }, 'null', 'non-empty value but got a NULL'],
  [{ match: 'not-empty' }, '0', undefined],
  [{ match: 'semver' }, '"1.0.0-beta.2+7"', undefined],
  [{ match: 'semver' }, '1', "something that matches a semantic version, but got '1'"],
  [{ match: 'status-code', status: 'success' }, '1', undefined],
]

test.each(scalars)('%j of %s', (rule, actual, sentence) => {
  const expected = sentence === undefined ? [] : [`$.a -> Expected ${sentence}`]
  expect(
    run({ expected: { a: 'x' }, actual: `{"a":${actual}}`, rules: { '$.a': rule }, sentences: [] }),
  ).toEqual(expected)
})

test('a version that is none is said', () => {
  const rules = { $: { match: 'semver' } } as const
  expect(run({ expected: '1.0.0', actual: '"1.0"', rules, sentences: [] })).toEqual([
    "$ -> '1.0' is not a valid semantic version",
  ])
})

test('shows the lines that differ', () => {
  const matching = { rules: undefined, areExtrasAllowed: false }
  const [mismatch] = matchJson({ a: 1, b: { c: 2 } }, { b: { c: 2 }, d: 3 }, matching)
  expect(mismatch).toMatchInlineSnapshot(`
    {
      "actual": "{"b":{"c":2},"d":3}",
      "diff": "  {
    -   "a": 1
        "b": {
          "c": 2
        }
    +   "d": 3
      }",
      "expected": "{"a":1,"b":{"c":2}}",
      "kind": "body",
      "rule": "equality",
      "sentence": "Expected a Map with keys [a, b] but received one with keys [b, d]",
      "where": "$",
    }
  `)
})

test('long values are shortened', () => {
  const [mismatch] = matchJson('a', 'b'.repeat(10_000), { rules: undefined, areExtrasAllowed: true })
  expect(mismatch!.actual).toHaveLength(201)
  expect(mismatch!.sentence.length).toBeLessThan(2_100)
})

test('a zero with a sign is the same decimal number', () => {
  const matching = { rules: undefined, areExtrasAllowed: false }
  expect(matchJson(parseExactJson('[-0, 0.0]'), parseExactJson('[0.0, -0]'), matching)).toEqual([])
})

test('members called like members of all objects are members', () => {
  const expected = parseExactJson('{"constructor":1}')
  const matching = { rules: undefined, areExtrasAllowed: true }
  expect(sentences(matchJson(expected, {}, matching))).toEqual([
    '$ -> Actual map is missing the following keys: constructor',
  ])
})

test('what comes in may be nested deeply', () => {
  const depth = 200_000
  const actual = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
  const matching = { rules: rulesFor({ '$.a': { match: 'type' } }), areExtrasAllowed: true }
  expect(matchJson({ a: 1 }, { a: actual }, matching)).toHaveLength(1)
  expect(matchJson({ a: 1 }, actual, matching)).toHaveLength(1)
  expect(matchJson({ a: [1] }, { a: [actual] }, { ...matching, rules: undefined })).toHaveLength(1)
})

test('numbers are shown as they are written', () => {
  const actual = parseExactJson('{"a":[1.0,1e2,12345678901234567890,0.5,-0]}')
  const [mismatch] = matchJson({ a: 1 }, actual, { rules: undefined, areExtrasAllowed: true })
  expect(mismatch!.actual).toBe('[1.0,100.0,12345678901234567890,0.5,-0.0]')
})

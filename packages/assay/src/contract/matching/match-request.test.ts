import { expect, test } from 'vitest'
import type { HttpRequest } from '../model/pact.ts'
import type { ActualRequest } from './actual.ts'
import { all, any, jsonBody, received, request, rulesFor, sentences } from './fixtures/expectations.ts'
import { matchRequest } from './match-request.ts'

interface Case {
  readonly expected: Partial<HttpRequest>
  readonly actual: Partial<ActualRequest>
  readonly sentences: readonly string[]
}

const number = { match: 'number' } as const
const digits = { match: 'regex', regex: '\\d{1,4}' } as const

const cases: Readonly<Record<string, Case>> = {
  'a method in another case': { expected: { method: 'post' }, actual: { method: 'POST' }, sentences: [] },
  'another method': {
    expected: {},
    actual: { method: 'PUT' },
    sentences: ['Expected method GET but was PUT'],
  },
  'another path': {
    expected: { path: '/a' },
    actual: { path: '/a/' },
    sentences: ["Expected '/a/' to be equal to '/a'"],
  },
  'a path by a rule': {
    expected: { path: '/users/1', rules: { path: all({ match: 'regex', regex: '/users/\\d+' }) } },
    actual: { path: '/users/x' },
    sentences: ["Expected '/users/x' to match '/users/\\d+'"],
  },
  'parameters missing and unexpected': {
    expected: { query: { a: ['1'], b: ['2'] } },
    actual: { query: 'a=1&c=3' },
    sentences: [
      "b -> Expected query parameter 'b' but was missing",
      "c -> Unexpected query parameter 'c' received",
    ],
  },
  'another value of a parameter': {
    expected: { query: { a: ['1'] } },
    actual: { query: 'a=2' },
    sentences: ["a -> Expected query parameter 'a' with value '1' but was '2'"],
  },
  'values in another order': {
    expected: { query: { a: ['1', '2'] } },
    actual: { query: 'a=2&a=1' },
    sentences: [
      "a -> Expected query parameter 'a' with value '1' but was '2'",
      "a -> Expected query parameter 'a' with value '2' but was '1'",
    ],
  },
  'a value less': {
    expected: { query: { a: ['1', '2'] } },
    actual: { query: { a: ['1'] } },
    sentences: [
      "a -> Expected query parameter 'a' value '2' but was missing",
      "a -> Expected query parameter 'a' with 2 value(s) but received 1 value(s)",
    ],
  },
  'names and values that are encoded': {
    expected: { query: { 'a b': ['ü&='], flag: [null] } },
    actual: { query: '&flag&a+b=%C3%BC%26%3D' },
    sentences: [],
  },
  'a parameter by a rule': {
    expected: { query: { a: ['1234'] }, rules: { query: new Map([['a', all(digits)]]) } },
    actual: { query: 'a=9999X' },
    sentences: ["a -> Expected '9999X' to match '\\d{1,4}'"],
  },
  'all values of a parameter by a rule': {
    expected: { query: { a: ['1'] }, rules: { query: new Map([['a', all(digits)]]) } },
    actual: { query: 'a=1&a=2&a=x' },
    sentences: ["a -> Expected 'x' to match '\\d{1,4}'"],
  },
  'a rule for one of the values': {
    expected: { query: { a: ['1', '2'] }, rules: { query: new Map([['a[1]', all(digits)]]) } },
    actual: { query: 'a=1&a=77' },
    sentences: [],
  },
  'a parameter by one of two rules': {
    expected: { query: { a: ['1'] }, rules: { query: new Map([['a', any(digits, { match: 'boolean' })]]) } },
    actual: { query: 'a=true&a=7' },
    sentences: [],
  },
  'texts that are no status': {
    expected: {
      query: { a: ['200'], b: ['200'] },
      rules: {
        query: new Map([
          ['a', all({ match: 'status-code', status: 'nonError' })],
          ['b', any({ match: 'min-type', min: 1 }, { match: 'boolean' })],
        ]),
      },
    },
    actual: { query: 'a=&b=x' },
    sentences: [
      'a -> Unable to match [""] using the rule \'status-code\'',
      "a -> Unable to match '' using the rule 'status-code'",
    ],
  },
  'values of a header by a rule for each': {
    expected: {
      headers: { a: ['1', '2'] },
      rules: {
        header: new Map([
          [
            'a',
            all({ match: 'each-value', definition: { value: '', rules: [digits], generator: undefined } }),
          ],
        ]),
      },
    },
    actual: { headers: { a: ['7', 'x'] } },
    sentences: ["a -> Expected 'x' to match '\\d{1,4}' for value at index 1"],
  },
  'values of a header in any order': {
    expected: {
      headers: { a: ['1', '2'] },
      rules: {
        header: new Map([
          ['a', all({ match: 'array-contains', variants: [{ index: 1, rules: new Map(), generators: {} }] })],
        ]),
      },
    },
    actual: { headers: { a: ['2', '9', '8'] } },
    sentences: [],
  },
  'numbers in texts': {
    expected: {
      query: { a: ['1234'] },
      headers: { 'X-A': ['1234'] },
      rules: { query: new Map([['a', all(number)]]), header: new Map([['X-A', all(number)]]) },
    },
    actual: { query: 'a=100.2', headers: { 'x-a': ['100.4'] } },
    sentences: [],
  },
  'a header that is missing': {
    expected: { headers: { 'X-TEST': ['1'] } },
    actual: { headers: { other: ['1'] } },
    sentences: ["X-TEST -> Expected a header 'X-TEST' but was missing"],
  },
  'a header by a rule': {
    expected: { headers: { 'X-TEST': ['1'] }, rules: { header: new Map([['x-test', all(digits)]]) } },
    actual: { headers: { 'x-test': ['9999ABC'] } },
    sentences: ["X-TEST -> Expected '9999ABC' to match '\\d{1,4}'"],
  },
  'spaces around commas': {
    expected: { headers: { 'x-list': ['GET, PUT'] } },
    actual: { headers: { 'X-List': [' GET,PUT'] } },
    sentences: [],
  },
  'several values of a header': {
    expected: { headers: { a: ['x', 'y'] } },
    actual: { headers: { a: ['x'] } },
    sentences: ["a -> Expected value 'y' at index 1 but was missing (actual has 1 value(s))"],
  },
  'parameters of a content type in another case': {
    expected: { headers: { 'content-type': ['application/json;charset=UTF-8'] } },
    actual: { headers: { 'content-type': ['application/json; charset=utf-8'] } },
    sentences: [],
  },
  'a charset that is missing': {
    expected: { headers: { 'content-type': ['application/json;charset=UTF-8'] } },
    actual: { headers: { 'content-type': ['application/json'] } },
    sentences: [
      "content-type -> Expected header 'content-type' to have value 'application/json;charset=UTF-8' but was 'application/json'",
    ],
  },
  'parameters that nobody asked for': {
    expected: { headers: { accept: ['text/html', '*/*'] } },
    actual: { headers: { accept: ['text/html', '*/*;q=0.8'] } },
    sentences: [],
  },
  'a list in one text and in several': {
    expected: { headers: { accept: ['text/html', '*/*'] } },
    actual: { headers: { Accept: ['text/html;q=1,*/*'] } },
    sentences: [],
  },
  'accepted types that are missing': {
    expected: { headers: { accept: ['text/html', '*/*'] } },
    actual: { headers: { accept: ['*/*'] } },
    sentences: [
      "accept -> Expected header 'accept' at index 0 to have value 'text/html' but was '*/*'",
      "accept -> Expected value '*/*' at index 1 but was missing (actual has 1 value(s))",
    ],
  },
  'a member too many': {
    expected: { body: jsonBody({ a: 1 }) },
    actual: { body: Buffer.from('{"a":1,"b":2}') },
    sentences: ['$ -> Expected a Map with keys [a] but received one with keys [a, b]'],
  },
  'a body by a rule': {
    expected: { body: jsonBody({ one: 'a' }), rules: { body: rulesFor({ '$.one': { match: 'type' } }) } },
    actual: { body: Buffer.from('{"one":100}') },
    sentences: ["$.one -> Expected 100 (Integer) to be the same type as 'a' (String)"],
  },
}

test.each(Object.entries(cases))('%s', (_name, { expected, actual, sentences: wanted }) => {
  expect(sentences(matchRequest(request(expected), received(actual)))).toEqual(wanted)
})

import { expect, test } from 'vitest'
import { readVerifierResults } from './read-verifier-results.ts'

const VERIFIED = [{ description: 'a product', result: 'OK' }]

test('only what was verified, and is well, has passed', () => {
  const read = (results: object) => readVerifierResults(JSON.stringify(results)).kind
  expect(read({ result: true, errors: [], interactionResults: VERIFIED })).toBe('passed')
  expect(read({ result: true, errors: [], interactionResults: [] })).toBe('problem')
  expect(read({ result: true, errors: [], interactionResults: [{ result: 'Error' }] })).toBe('problem')
  expect(read({ result: false, errors: [], interactionResults: VERIFIED })).toBe('problem')
  expect(read({})).toBe('problem')
})

test('an error is told as it is, and so is a text that is no result', () => {
  const errors = [{ interaction: 'a product', mismatch: { type: 'error', message: 'connection refused' } }]
  expect(readVerifierResults(JSON.stringify({ result: false, errors }))).toEqual({
    kind: 'problem',
    lines: ['connection refused'],
  })
  expect(readVerifierResults('Verification was unable to run')).toEqual({
    kind: 'problem',
    lines: ['Verification was unable to run'],
  })
  const empty = [{ mismatch: { type: 'mismatches', mismatches: [] } }]
  expect(readVerifierResults(JSON.stringify({ result: false, errors: empty }))).toMatchObject({
    kind: 'problem',
  })
})

test('mismatches of every kind', () => {
  const mismatches = [
    { type: 'StatusMismatch', expected: 200, actual: 404, mismatch: 'expected 200 but was 404' },
    { type: 'HeaderMismatch', key: 'X-Stock', expected: '9', actual: '', mismatch: 'it is missing' },
    { type: 'BodyMismatch', path: '$.id', expected: '7', actual: null, mismatch: 'it is missing' },
    { type: 'MetadataMismatch', key: 'topic', expected: '"a"', actual: '"b"', mismatch: 'it is another' },
    { type: 'OfALaterVersion', expected: 'a', actual: { b: 1 } },
  ]
  const errors = [{ mismatch: { type: 'mismatches', mismatches } }]
  expect(readVerifierResults(JSON.stringify({ result: false, errors }))).toMatchInlineSnapshot(`
    {
      "kind": "mismatches",
      "mismatches": [
        {
          "actual": "404",
          "expected": "200",
          "kind": "status",
          "rule": "equality",
          "sentence": "expected 200 but was 404",
          "where": "",
        },
        {
          "actual": "{"b":1}",
          "expected": "a",
          "kind": "body",
          "rule": "equality",
          "sentence": "expected a but was {"b":1}",
          "where": "",
        },
        {
          "actual": "",
          "expected": "7",
          "kind": "body",
          "rule": "equality",
          "sentence": "it is missing",
          "where": "$.id",
        },
        {
          "actual": "",
          "expected": "9",
          "kind": "header",
          "rule": "equality",
          "sentence": "it is missing",
          "where": "X-Stock",
        },
        {
          "actual": ""b"",
          "expected": ""a"",
          "kind": "metadata",
          "rule": "equality",
          "sentence": "it is another",
          "where": "topic",
        },
      ],
    }
  `)
})

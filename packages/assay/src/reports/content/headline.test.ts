import { expect, test } from 'vitest'
import type { Selection } from '../../model/run-result.ts'
import { exampleResult, failingResult } from '../fixtures/example-result.ts'
import { exampleTest } from '../fixtures/example-test.ts'
import { headline, selectedPart } from './headline.ts'

const ALL: Selection = { levels: [], services: [], tags: [], name: undefined, changedSince: undefined }

test('a whole run', () => {
  expect(headline(exampleResult({ tests: [exampleTest()] }))).toBe('SHIP  shop  1 test in 38.2 s')
  expect(headline(exampleResult({ tests: [] }))).toBe('SHIP  shop  no tests in 38.2 s')
  expect(headline(failingResult())).toBe(
    'DO NOT SHIP  shop  221 tests, 2 failed, 1 flaky, 1 skipped in 38.2 s',
  )
})

test('a part and an interrupted run say so right after the verdict', () => {
  const selection: Selection = { ...ALL, levels: ['unit'] }
  expect(headline(exampleResult({ selection }))).toMatch(/^SHIP \(unit only\) {2}shop/)
  expect(headline(failingResult({ selection, wasInterrupted: true }))).toMatch(
    /^DO NOT SHIP \(unit only, interrupted\)/,
  )
})

test.each<[string | undefined, Partial<Selection>]>([
  [undefined, {}],
  ['unit, e2e', { levels: ['unit', 'e2e'] }],
  ['orders', { services: ['orders'] }],
  ['unit of orders, users', { levels: ['unit'], services: ['orders', 'users'] }],
  ['tests tagged critical', { tags: ['critical'] }],
  ['e2e named "checkout"', { levels: ['e2e'], name: 'checkout' }],
  ['tests affected since origin/main', { changedSince: 'origin/main' }],
])('a selection in words: %s', (phrase, selection) => {
  expect(selectedPart({ ...ALL, ...selection })).toBe(phrase)
})

import { describe, expect, test } from 'vitest'
import type { TestResult } from '../model/test-result.ts'
import { readJunit } from '../results/read-junit.ts'
import { failedJourney, flakyTest } from './fixtures/example-failures.ts'
import { emptyResult, exampleResult, failingResult, loadResult } from './fixtures/example-result.ts'
import {
  exampleAttempt,
  exampleError,
  exampleTest,
  passedTests,
  pendingContract,
} from './fixtures/example-test.ts'
import { junitReport } from './junit-report.ts'

function readBack(tests: readonly TestResult[]): TestResult[] {
  const [{ service, level }] = tests as [TestResult]
  return readJunit(junitReport(exampleResult({ tests })), { service, level, directory: '/shop' })
}

describe('the document', () => {
  test('has a suite for each service and level', async () => {
    const xml = junitReport(
      failingResult({ tests: [failedJourney(), flakyTest(), ...passedTests('users', 'unit', 2)] }),
    )
    await expect(xml).toMatchFileSnapshot('fixtures/junit/do-not-ship.xml')
  })

  test('tells of errors outside of any test', async () => {
    await expect(junitReport(emptyResult())).toMatchFileSnapshot('fixtures/junit/nothing-ran.xml')
  })

  test('counts what it holds', () => {
    const xml = junitReport(failingResult())
    expect(xml).toContain(
      '<testsuites name="shop" tests="221" failures="2" errors="0" skipped="1" time="38.200"',
    )
    expect(xml.match(/<testcase /g)).toHaveLength(221)
    expect(xml.match(/<failure /g)).toHaveLength(2)
    expect(xml.match(/<flakyFailure /g)).toHaveLength(1)
    expect(xml.match(/<skipped\/>/g)).toHaveLength(1)
  })
})

test('scenarios are no tests', () => {
  expect(junitReport(loadResult())).toBe(junitReport(exampleResult()))
})

describe('read again', () => {
  test('tests are the same', () => {
    const tests = [
      ...passedTests('orders', 'unit', 12),
      exampleTest({ titles: ['exports'], status: 'skipped' }),
      exampleTest({ titles: ['outer', 'inner', 'prints'], console: ['first', 'second'] }),
    ]
    const facts = ({ id, level, service, file, titles, status, console }: TestResult) => {
      return { id, level, service, file, titles, status, console }
    }
    expect(readBack(tests).map(facts)).toEqual(tests.map(facts))
  })

  test('times are the same to the millisecond', () => {
    const tests = passedTests('orders', 'e2e', 8)
    const times = (results: readonly TestResult[]) =>
      results.map(({ attempts }) => Math.round(attempts.at(-1)?.durationMs ?? 0))
    expect(times(readBack(tests))).toEqual(times(tests))
  })

  test('errors and attempts are the same', () => {
    const failed = (message: string) =>
      exampleAttempt({ status: 'failed', errors: [exampleError({ message, place: 'tests/a.test.ts:3:7' })] })
    const tests = [
      exampleTest({
        titles: ['repeats'],
        file: 'tests/a.test.ts',
        status: 'failed',
        attempts: [failed('a'), failed('b')],
      }),
      exampleTest({ titles: ['heals'], file: 'tests/a.test.ts', attempts: [failed('c'), exampleAttempt()] }),
    ]
    const attempts = (results: readonly TestResult[]) =>
      results.map((result) =>
        result.attempts.map(({ status, errors }) => [
          status,
          errors.map(({ message, place }) => [message, place]),
        ]),
      )
    expect(attempts(readBack(tests))).toEqual(attempts(tests))
  })

  test('two errors of one attempt are two failures', () => {
    const errors = [exampleError({ message: 'the test' }), exampleError({ message: 'the hook after it' })]
    const tests = [
      exampleTest({ status: 'failed', attempts: [exampleAttempt({ status: 'failed', errors })] }),
    ]
    expect(readBack(tests)[0]?.attempts[0]?.errors.map(({ message }) => message)).toEqual([
      'the test',
      'the hook after it',
    ])
  })

  test('a failure without an error is still one', () => {
    const tests = [exampleTest({ status: 'failed', attempts: [exampleAttempt({ status: 'failed' })] })]
    expect(readBack(tests)[0]).toMatchObject({ status: 'failed' })
  })
})

describe('hostile text', () => {
  const NASTY = 'a "b" \'c\' <d> & ]]> \u0000\u0001\u001b[31m\uFFFE\uD800 \uDC00 é 😀\nsecond\tline'

  test('is written so that every XML parser takes it', () => {
    const tests = [
      exampleTest({
        titles: [NASTY],
        status: 'failed',
        attempts: [
          exampleAttempt({ status: 'failed', errors: [exampleError({ message: NASTY, stack: NASTY })] }),
        ],
        console: [NASTY],
      }),
    ]
    const [result] = readBack(tests)
    expect(result?.status).toBe('failed')
    expect(result?.attempts[0]?.errors[0]?.message).toBe(
      'a "b" \'c\' <d> & ]]> \uFFFD\uFFFD\uFFFD\uFFFD \uFFFD é 😀\nsecond\tline',
    )
  })
})

test('a pending contract is skipped, and says that it is pending', () => {
  const xml = junitReport(exampleResult({ tests: [pendingContract()] }))
  expect(xml).toContain('<skipped message="pending: it fails, which does not count')
  expect(xml).toContain('to be a decimal number')
})

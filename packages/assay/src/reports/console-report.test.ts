import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { RunResult } from '../model/run-result.ts'
import { consoleReport } from './console-report.ts'
import { exampleExchange, failedJourney } from './fixtures/example-failures.ts'
import {
  emptyResult,
  exampleCrash,
  exampleResult,
  failingResult,
  loadResult,
  partialResult,
} from './fixtures/example-result.ts'
import { exampleAttempt, exampleError, exampleTest, pendingContract } from './fixtures/example-test.ts'

function plain(result: RunResult, columns = 100): string {
  return consoleReport(result, { color: false, columns, reportFile: '.assay/latest/report.html' })
}

describe('the whole text', () => {
  test.each([
    ['ship', exampleResult()],
    ['do-not-ship', failingResult()],
    ['partial', partialResult()],
    [
      'interrupted',
      exampleResult({
        tests: [failedJourney()],
        wasInterrupted: true,
        verdict: 'do-not-ship',
        reasons: ['the run was interrupted, so not everything was tested'],
        newFailures: [failedJourney().id],
      }),
    ],
    ['with-load', loadResult()],
    ['nothing-ran', emptyResult()],
    ['warm', exampleResult({ isWarm: true, source: undefined, baseline: undefined })],
  ])('%s', async (name, result) => {
    await expect(`${plain(result)}\n`).toMatchFileSnapshot(`fixtures/console/${name}.txt`)
  })

  test('narrow', async () => {
    await expect(`${plain(failingResult(), 60)}\n`).toMatchFileSnapshot('fixtures/console/narrow.txt')
  })
})

describe('colours', () => {
  test.each([
    ['ship', exampleResult()],
    ['do not ship', failingResult()],
  ])('change no text: %s', (_name, result) => {
    const painted = consoleReport(result, {
      color: true,
      columns: 100,
      reportFile: '.assay/latest/report.html',
    })
    expect(painted).not.toBe(plain(result))
    expect(stripVTControlCharacters(painted)).toBe(plain(result))
  })

  test('of a part are not those of the whole', () => {
    const first = (result: RunResult) => consoleReport(result, { color: true }).split('\n')[0]
    expect(first(exampleResult())).toContain('\u001b[32m')
    expect(first(partialResult())).toContain('\u001b[33m')
    expect(first(failingResult())).toContain('\u001b[31m')
  })
})

describe('the width', () => {
  test.each([40, 60, 80, 100, 140])('%i columns are enough', (columns) => {
    const longest = Math.max(
      ...plain(failingResult(), columns)
        .split('\n')
        .map((line) => line.length),
    )
    expect(longest).toBeLessThanOrEqual(columns)
  })
})

describe('bounds', () => {
  const failing = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      exampleTest({
        titles: [`test ${index + 1}`],
        status: 'failed',
        attempts: [
          exampleAttempt({ status: 'failed', errors: [exampleError({ message: `reason ${index + 1}` })] }),
        ],
      }),
    )

  test('twenty failures in full, the rest by name', () => {
    const text = plain(exampleResult({ tests: failing(25), verdict: 'do-not-ship' }))
    expect(text).toContain('reason 20')
    expect(text).not.toContain('reason 21')
    expect(text).toContain('5 more failed tests')
    expect(text).toContain('test 25')
  })

  test('a flood of failures, logs and output stays readable', () => {
    const flood = 'x'.repeat(20_000)
    const journey = failedJourney()
    const tests = failing(3_000).map((test) => ({
      ...test,
      console: Array(500).fill(flood),
      evidence: {
        exchanges: Array(50).fill(exampleExchange({ requestBody: flood, responseBody: flood })),
        logs: Array(30).fill({ ...journey.evidence?.logs[0], lines: Array(60).fill(flood) }),
        notes: Array(100).fill('note'),
      },
    }))
    const crashes = Array(1_000).fill({ ...exampleCrash(), lastLogLines: Array(100).fill(flood) })
    expect(plain(exampleResult({ tests, crashes, verdict: 'do-not-ship' })).split('\n').length).toBeLessThan(
      15_000,
    )
  })
})

describe('a hostile test', () => {
  test('cannot command the terminal', () => {
    const nasty = exampleTest({
      titles: ['\u001b[2Jclears\u0007 \u009b31mthe screen'],
      status: 'failed',
      attempts: [
        exampleAttempt({
          status: 'failed',
          errors: [exampleError({ message: 'a\u001b]0;title\u0007b\r\nc' })],
        }),
      ],
      console: ['\u001b[1A\u001b[2K'],
    })
    const text = plain(exampleResult({ tests: [nasty], verdict: 'do-not-ship' }))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
    expect(text).toContain('clears')
  })
})

test('a failure of every attempt says so', () => {
  const failed = exampleAttempt({ status: 'failed', errors: [exampleError()] })
  const tests = [exampleTest({ status: 'failed', attempts: [failed, failed, failed] })]
  expect(plain(exampleResult({ tests, verdict: 'do-not-ship' }))).toContain('failed in each of 3 attempts')
})

test('a pending contract says what differs, and a test that is skipped for no reason takes no room', () => {
  const lines = plain(exampleResult({ tests: [pendingContract(), exampleTest({ status: 'skipped' })] }))
  expect(lines.slice(lines.indexOf('Skipped'), lines.indexOf('         unit'))).toMatchInlineSnapshot(`
    "Skipped: not verified, or pending
    ○ products contract  web > "a request for a product" (given "a product exists")
      (pacts/web-products.json)
        pending: it fails, which does not count until the provider has met it once
        The answer to "a request for a product" is not what the consumer expects: Body had differences.
            $.price: Expected '12' (String) to be a decimal number (rule: decimal)

          "
  `)
})

import { describe, expect, test } from 'vitest'
import {
  emptyResult,
  exampleCrash,
  exampleResult,
  failingResult,
  loadResult,
  partialResult,
} from './fixtures/example-result.ts'
import { exampleAttempt, exampleError, exampleTest } from './fixtures/example-test.ts'
import { hostileScenario } from './fixtures/hostile-scenario.ts'
import { githubAnnotations, githubStepSummary } from './github-report.ts'

const failing = (count: number, message: string) =>
  Array.from({ length: count }, (_, index) =>
    exampleTest({
      titles: [`test ${index + 1}`],
      status: 'failed',
      attempts: [
        exampleAttempt({ status: 'failed', errors: [exampleError({ message, place: 'a.test.ts:3:5' })] }),
      ],
    }),
  )

describe('annotations', () => {
  test('say nothing when all is well', () => {
    expect(githubAnnotations(exampleResult())).toBe('')
  })

  test('mark the verdict, the failed tests and the crashes', async () => {
    await expect(`${githubAnnotations(failingResult())}\n`).toMatchFileSnapshot(
      'fixtures/github/annotations.txt',
    )
  })

  test('start at the root of the repository', () => {
    expect(githubAnnotations(failingResult(), 'systems/shop')).toContain(
      'file=systems/shop/tests/e2e/order.test.ts,line=31,col=5,',
    )
  })

  test('are escaped as the runner expects it', () => {
    const tests = [
      exampleTest({
        titles: ['50%, a: b\nnext'],
        file: 'a,b:c.ts',
        status: 'failed',
        attempts: [
          exampleAttempt({
            status: 'failed',
            errors: [exampleError({ message: '100%\r\n::error::x, y: z' })],
          }),
        ],
      }),
    ]
    const result = exampleResult({ tests, verdict: 'do-not-ship', baseline: undefined })
    const [, command] = githubAnnotations(result).split('\n')
    expect(command).toBe(
      '::error file=a%2Cb%3Ac.ts,title=orders unit%3A 50%25%2C a%3A b%0Anext::100%25%0A::error::x, y: z',
    )
  })

  test('are ten at most, and say how many are not shown', () => {
    const commands = githubAnnotations(
      exampleResult({ tests: failing(30, 'no'), verdict: 'do-not-ship' }),
    ).split('\n')
    expect(commands).toHaveLength(11)
    expect(commands.filter((command) => command.startsWith('::error '))).toHaveLength(10)
    expect(commands.at(-1)).toBe(
      '::warning title=shop::21 more failures are in the step summary and in the report.',
    )
  })
})

describe('step summary', () => {
  test.each([
    ['ship', exampleResult()],
    ['do-not-ship', failingResult()],
    ['partial', partialResult()],
    ['with-load', loadResult()],
    ['nothing-ran', emptyResult()],
  ])('%s', async (name, result) => {
    await expect(githubStepSummary(result)).toMatchFileSnapshot(`fixtures/github/${name}.txt`)
  })

  test('stays below what GitHub takes', () => {
    const tests = failing(5_000, '<&"é'.repeat(5_000))
    const crashes = Array(500).fill({ ...exampleCrash(), lastLogLines: ['"'.repeat(50_000)] })
    const reasons = Array(1_000).fill('['.repeat(10_000))
    const scenarios = Array(500).fill(hostileScenario('<&"é'.repeat(5_000)))
    const result = exampleResult({ tests, crashes, reasons, scenarios, verdict: 'do-not-ship' })
    const summary = githubStepSummary(result)
    expect(Buffer.byteLength(summary)).toBeLessThan(900_000)
    expect(summary).toMatch(/…and \d{4} more\n/)
  })

  test('shows hostile text as text', () => {
    const nasty =
      '</summary></pre></details><img src=x onerror=alert(1)> **bold** `code` | cell @all [link](http://x)'
    const tests = [
      exampleTest({
        titles: [nasty],
        status: 'failed',
        attempts: [exampleAttempt({ status: 'failed', errors: [exampleError({ message: nasty })] })],
      }),
    ]
    const summary = githubStepSummary(exampleResult({ tests, reasons: [nasty], verdict: 'do-not-ship' }))
    expect(summary).not.toContain('<img')
    expect(summary.match(/<\/details>/g)).toHaveLength(1)
    const load = githubStepSummary(exampleResult({ scenarios: [hostileScenario(nasty)] }))
    expect(load).not.toContain('<img')
    expect(
      load
        .split('\n')
        .find((line) => line.includes('INVALID'))
        ?.match(/(?<!\\)\|/g),
    ).toHaveLength(9)
    expect(summary).toMatch(/<\/summary>\n\n<pre>[^<]*<\/pre>\n\n<\/details>/)
    expect(summary).toContain(
      '- &lt;/summary&gt;&lt;/pre&gt;&lt;/details&gt;&lt;img src=x onerror=alert\\(1\\)&gt; \\*\\*bold\\*\\*',
    )
  })
})

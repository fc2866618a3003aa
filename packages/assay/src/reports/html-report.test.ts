import { describe, expect, test } from 'vitest'
import type { RunResult } from '../model/run-result.ts'
import { exampleExchange, failedJourney } from './fixtures/example-failures.ts'
import {
  emptyResult,
  exampleCrash,
  exampleResult,
  failingResult,
  loadResult,
  partialResult,
} from './fixtures/example-result.ts'
import {
  exampleAttempt,
  exampleError,
  exampleTest,
  passedTests,
  pendingContract,
} from './fixtures/example-test.ts'
import { hostileScenario } from './fixtures/hostile-scenario.ts'
import { deadLinks, tagsOf, textOf, unclosedTags } from './fixtures/read-page.ts'
import { FILTER_SCRIPT } from './html/filter-script.ts'
import { STYLE } from './html/style.ts'
import { htmlReport } from './html-report.ts'

const MAX_BYTES = 5_000_000

describe('the first screen', () => {
  const screen = (result: RunResult) => textOf(htmlReport(result)).slice(0, 2_000)

  test('says whether it may ship', () => {
    expect(screen(exampleResult())).toMatch(/^ shop .* SHIP tests 218 passed 217 skipped 1 gates hold 7/)
    expect(screen(failingResult())).toMatch(/ DO NOT SHIP /)
  })

  test('never shows a part as the whole', () => {
    expect(screen(partialResult())).toMatch(/ SHIP unit only Only a part of the tests was asked for/)
    expect(screen(emptyResult({ wasInterrupted: true }))).toMatch(
      /DO NOT SHIP interrupted The run was interrupted/,
    )
    expect(htmlReport(partialResult())).toContain('<body class="ship limited">')
  })

  test('has the broken gates, the new failures and the grid', () => {
    const text = screen(failingResult())
    expect(text).toContain('3 gates do not hold')
    expect(text).toContain('orders performance p95 expected &lt; 200 ms, not measured')
    expect(text).toContain('New failures ✗ ordering &gt; rejects an order that exceeds the stock')
    expect(text).toContain('Services by level unit integration e2e users 31 ✓ passed slowest 9.8 ms')
    expect(text).toContain('web not run not run not run')
  })

  test('tells the reasons right after the verdict', () => {
    expect(screen(emptyResult())).toContain('DO NOT SHIP Service &#34;orders&#34; did not answer')
    expect(screen(failingResult())).toContain('DO NOT SHIP 1 test failed that did not fail before')
  })
})

describe('links', () => {
  test.each([
    ['ship', exampleResult()],
    ['do not ship', failingResult()],
    ['empty', emptyResult()],
    ['load', loadResult()],
  ])('lead somewhere: %s', (_name, result) => {
    const page = htmlReport(result)
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(deadLinks(page)).toEqual([])
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  test('from the verdict to the evidence are one', () => {
    const page = htmlReport(failingResult())
    const [, id] = /href="#(failure-\w+)"/.exec(page) ?? []
    const article = page.slice(page.indexOf(`id="${id}" open`))
    for (const fact of [
      'X-Request-ID 5d1c7a90',
      'reservation lost',
      'bytes 18204 to 19377',
      'Killed',
      'stock before: 12',
    ]) {
      expect(article.indexOf(fact)).toBeGreaterThan(0)
    }
  })
})

describe('the file', () => {
  const page = htmlReport(failingResult())

  test('loads nothing', () => {
    const tags = tagsOf(page).join('') + STYLE
    const addresses = [...tags.matchAll(/\b(?:src|href|url|action)\s*[=(]\s*["']?([^"')\s>]+)/g)].map(
      ([, to]) => to,
    )
    expect(addresses.filter((to) => !to?.startsWith('#') && to !== 'data:,')).toEqual([])
    expect(page).not.toMatch(/@import|@font-face/)
    expect(page).toContain("default-src 'none'")
  })

  test('has one script, which its policy allows', () => {
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).toContain(`<script>${FILTER_SCRIPT}</script>`)
    expect(page).toMatch(/script-src 'sha256-[A-Za-z0-9+/=]{44}'/)
    expect(page).not.toMatch(/<[^>]* on\w+=/)
  })

  test('has its headings in order', () => {
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([])
  })

  test.each([
    ['failures', page],
    ['scenarios', htmlReport(loadResult())],
  ])('closes what it opens: %s', (_name, content) => {
    expect(unclosedTags(content)).toEqual([])
  })
})

describe('hostile text', () => {
  const nasty =
    '</script><script>alert(1)</script><img src=x onerror="alert(1)">\'"&amp;`x`\u0000\u001b[31m\uD800'

  function resultWith(text: string): RunResult {
    const journey = failedJourney()
    const logs =
      journey.evidence?.logs.map((log) => ({ ...log, part: text, file: text, lines: [text] })) ?? []
    const exchange = exampleExchange({
      service: text,
      method: text,
      url: text,
      requestId: text,
      requestBody: text,
      error: text,
    })
    const error = exampleError({ message: text, diff: `-${text}`, place: text, stack: text })
    const failed = exampleTest({
      service: 'orders',
      titles: [text, text],
      tags: [text],
      file: text,
      status: 'failed',
      attempts: [exampleAttempt({ status: 'failed', errors: [error] })],
      evidence: { exchanges: [exchange, { ...exchange, status: undefined }], logs, notes: [text] },
      console: [text],
    })
    const flaky = {
      ...failed,
      id: 'flaky',
      status: 'passed',
      attempts: [...failed.attempts, exampleAttempt()],
    } as const
    return failingResult({
      id: text,
      system: text,
      seed: text,
      services: ['orders', text],
      versions: { [text]: text },
      selection: { levels: [], services: [text], tags: [text], name: text, changedSince: text },
      source: { commit: text, branch: text, isMain: false, isDirty: true },
      tests: [failed, flaky, exampleTest({ service: text, titles: [text] })],
      scenarios: [hostileScenario(text)],
      crashes: [{ ...exampleCrash(), part: text, how: text, lastLogLines: [text], logFile: text }],
      problems: [error],
      reasons: [text],
      gates: [
        {
          scope: { service: text, operation: text, scenario: text },
          measure: text,
          expected: text,
          measured: text,
          outcome: 'fail',
          details: [text],
        },
      ],
      parts: [{ part: text, kind: text, durationMs: 1, cpuMs: 1, dependsOn: [], version: text }],
      environmentHash: text,
      baseline: text,
    })
  }

  test('is shown and never obeyed', () => {
    const page = htmlReport(resultWith(nasty))
    const plain = (tags: string[]) => tags.map((tag) => tag.replace(/"[^"]*"/g, '""'))
    expect(plain(tagsOf(page))).toEqual(plain(tagsOf(htmlReport(resultWith('a harmless text')))))
    expect(page).toContain('&lt;img src=x onerror=&#34;alert(1)&#34;&gt;&#39;&#34;&amp;amp;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
    expect(page.isWellFormed()).toBe(true)
  })

  test('makes no other attribute than it should', () => {
    const page = htmlReport(resultWith('" onmouseover="alert(1)'))
    expect(page).not.toMatch(/<[^>]*"\s+onmouseover=/)
  })
})

describe('bounds', () => {
  test('5,000 tests are all there, below 5 MB', () => {
    const tests = ['users', 'products', 'inventory', 'orders', 'gateway'].flatMap((service) =>
      passedTests(service, 'unit', 1_000),
    )
    const page = htmlReport(exampleResult({ tests }))
    expect(page.match(/<tr data-status/g)).toHaveLength(5_000)
    expect(Buffer.byteLength(page)).toBeLessThan(2_000_000)
  })

  test('5,000 failures with as much evidence as there can be and 200 scenarios stay below 5 MB, and none is unsaid', () => {
    const body = '"<&é'.repeat(1_000)
    const evidence = {
      exchanges: Array(50).fill(exampleExchange({ requestBody: body, responseBody: body })),
      logs: Array(20).fill({
        part: 'orders',
        file: 'orders.log',
        fromByte: 0,
        toByte: 1,
        lines: Array(60).fill(body),
      }),
      notes: Array(100).fill(body),
    }
    const tests = Array.from({ length: 5_000 }, (_, index) =>
      exampleTest({
        titles: [`${'long title '.repeat(60)}${index}`],
        status: 'failed',
        attempts: [
          exampleAttempt({
            status: 'failed',
            errors: [exampleError({ message: body, stack: body, diff: body })],
          }),
        ],
        evidence,
      }),
    )
    const scenarios = Array(200).fill(hostileScenario(body))
    const page = htmlReport(
      failingResult({
        tests,
        scenarios,
        crashes: Array(200).fill({ ...exampleCrash(), lastLogLines: Array(100).fill(body) }),
      }),
    )
    expect(Buffer.byteLength(page)).toBeLessThan(MAX_BYTES)
    const rows = page.match(/<tr data-status/g)?.length ?? 0
    const unsaid = Number(/and (\d+) more tests, in results.json/.exec(page)?.[1] ?? 0)
    expect(rows + unsaid).toBe(5_000)
    const articles = page.match(/<details class="scenario /g)?.length ?? 0
    expect(
      articles +
        Number(
          /operations of (\d+) more are left out here; all about them is in results\.json\./.exec(
            page,
          )?.[1] ?? 0,
        ),
    ).toBe(200)
    expect(deadLinks(page)).toEqual([])
  })
})

describe('colours', () => {
  /** The palettes of the style sheet: light, then dark. */
  const palettes = [...STYLE.matchAll(/:root \{([^}]*--paper[^}]*)\}/g)].map(([, block = '']) =>
    Object.fromEntries(
      [...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name, color]) => [name, color]),
    ),
  )

  function luminance(color: string): number {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }

  function contrast(one: string, other: string): number {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right)
    return (light + 0.05) / (dark + 0.05)
  }

  const text = ['ink', 'quiet', 'bad', 'good', 'warn', 'link']
  const grounds: Record<string, readonly string[]> = {
    paper: text,
    raised: text,
    'bad-tint': ['ink', 'quiet', 'bad', 'good', 'warn'],
    'warn-tint': ['ink', 'quiet', 'warn'],
  }

  test.each([
    ['light', 0],
    ['dark', 1],
  ] as const)('have a contrast of at least 4.5: %s', (_name, index) => {
    const palette = palettes[index] ?? {}
    const weak = Object.entries(grounds).flatMap(([ground, inks]) =>
      inks
        .filter((ink) => contrast(palette[ink] ?? '', palette[ground] ?? '') < 4.5)
        .map((ink) => `${ink} on ${ground}`),
    )
    expect(Object.keys(palette).length).toBeGreaterThan(8)
    expect(weak).toEqual([])
  })
})

test('a pending contract says what it is and what failed', () => {
  expect(textOf(htmlReport(exampleResult({ tests: [pendingContract()] })))).toMatch(
    /until the provider has met it once The answer to \S+a request for a product\S+ is not what/,
  )
})

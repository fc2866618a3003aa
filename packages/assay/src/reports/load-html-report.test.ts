import { describe, expect, test } from 'vitest'
import type { PartUsage, ScenarioResult, SeriesPoint } from '../model/load-result.ts'
import {
  browseScenario,
  capacityScenario,
  exampleCapacity,
  exampleScenarios,
  failedScenario,
  invalidScenario,
  scenarioWithSetUp,
  soakScenario,
  spikeScenario,
} from './fixtures/example-scenarios.ts'
import { hostileScenario } from './fixtures/hostile-scenario.ts'
import { deadLinks, outsideAddresses, tagsOf, textOf, unclosedTags } from './fixtures/read-page.ts'
import { loadHtmlReport } from './load-html-report.ts'

const report = (...scenarios: ScenarioResult[]) => loadHtmlReport(scenarios, { title: 'shop' })
/** What a screen reader says of each chart. */
const chartsOf = (page: string) =>
  [...page.matchAll(/ role="img" aria-label="([^"]*)"/g)].map(([, label]) => label)
/** The page without what it says of itself: its style and its script. */
const bodyOf = (page: string) => page.slice(page.indexOf('<body'), page.lastIndexOf('<script>'))

describe('a valid scenario', () => {
  const page = report(spikeScenario())
  const text = textOf(page)

  test('tells its load, its status, its figures and what was saturated', () => {
    expect(text).toContain('spike ✓ valid 60 requests/s, 500 requests/s for 10.0 s')
    expect(text).toContain('requests/s 187 p50 1.39 s p95 3.76 s p99 3.82 s errors 912')
    expect(text).toContain('8,517 scheduled = 8,423 sent + 0 dropped + 94 failed · 912 errors (11 %)')
    expect(text).toContain('Saturated orders 1 thread at 97 % ordersDb 19 of 20 connections at work')
  })

  test('has a chart of everything, each with its essential numbers in words', () => {
    const charts = chartsOf(page)
    expect(charts.map((label) => label?.split(':')[0])).toEqual([
      'Latency',
      'Rate',
      'Errors',
      'Virtual users at work',
      'CPU',
      'Memory',
      'Connections to databases',
      'Event-loop delay',
      'Latency distribution',
    ])
    expect(charts[0]).toMatch(/p50 1\.39 s, p95 3\.76 s, p99 3\.82 s, max 3\.87 s over all/)
    expect(charts[4]).toMatch(/^CPU: orders at most 0\.\d+, /)
    expect(charts[8]).toContain('95 % at most 3.76 s')
  })

  test('has its operations with every figure, the naive one beside the honest one', () => {
    expect(text).toContain(
      'Operation Count Rate Mean Median Min Max p90 p95 p99 p99.9 naive p99 Errors gateway GET /products',
    )
    expect(text).toMatch(/ all 8,517 187 1\.55 s .* 3\.82 s 3\.8\d s 772 ms 817 status, 94 refused, 1 check/)
    expect(text).toContain('refused POST /orders connect ECONNREFUSED 127.0.0.1:24103')
  })

  test('names its phases above the charts and tells each to unfold', () => {
    expect(page).toMatch(/<li class="unmeasured" style="left:0.00%;width:10.00%"><span>warm-up<\/span>/)
    expect(text).toMatch(/warm-up 0 to 5\.0 s · \d+ requests · p50 [^·]+, p95 [^·]+ · not counted/)
    expect(page.match(/<details class="phase">/g)).toHaveLength(6)
  })

  test('tells every moment without a script', () => {
    const moments = [...page.matchAll(/data-moment="([^"]*)"/g)].map(([, moment]) => moment)
    expect(moments.length).toBeGreaterThan(40)
    expect(moments.length).toBeLessThanOrEqual(60)
    expect(moments.find((moment) => moment?.includes('peak'))).toMatch(
      /^18 s to 19 s, peak\np50 .* – .*\np95 .*\np99 .*\nmax .*\nrequests \d+\/s\nscheduled \d+\/s\nerrors .+\/s\nusers \d+\norders 0\.\d+ cores\n/,
    )
  })

  test('tells the same moments in a table, for people without a pointer', () => {
    const [, table = ''] = /<details class="moment-table">(.*?)<\/details>/s.exec(page) ?? []
    const words = textOf(`<body>${table}<script>`)
    expect(words).toContain('time phase p50 p95 p99 max requests scheduled errors users orders ')
    expect(words).toMatch(/ 18 s to 19 s peak [^/]+ ms \d+\/s \d+\/s [\d.]+\/s \d+ 0\.\d+ cores /)
    expect(table.match(/<th scope="row">/g)).toHaveLength(page.match(/ data-moment=/g)!.length)
  })
})

describe('what is not valid', () => {
  test('says so before any figure, and is drawn in another way', () => {
    const page = report(invalidScenario())
    const text = textOf(page)
    expect(page).toContain('<details class="scenario is-invalid"')
    expect(page).toContain('<body class="measured limited">')
    expect(text).toContain('flood ! INVALID 700 requests/s')
    expect(text.indexOf('INVALID: the load generator was the limit')).toBeGreaterThan(0)
    expect(text.indexOf('used 99 % of a core')).toBeLessThan(text.indexOf('p50'))
    expect(text).not.toContain('✓ valid')
  })

  test('interrupted is partial', () => {
    const text = textOf(report(browseScenario({ status: 'partial', notes: ['interrupted after 12.0 s'] })))
    expect(text).toContain('PARTIAL: it was interrupted')
    expect(text).toContain('interrupted after 12.0 s')
  })

  test('without a request has no figures and no charts, and never a zero', () => {
    const page = report(failedScenario())
    expect(textOf(page)).toContain('FAILED: it could not be run to its end')
    expect(textOf(page)).toContain('No requests were made.')
    expect(page).not.toContain('<svg')
    expect(bodyOf(page)).not.toMatch(/NaN|Infinity|undefined|0 ms/)
    expect(textOf(report(failedScenario(), browseScenario()))).toContain('✗ FAILED – – – – no requests –')
  })

  test('no scenario at all is said', () => {
    expect(textOf(report())).toContain('No scenario ran.')
  })
})

test('what happened before time began has no time, no rate and no place in the charts', () => {
  const page = report(scenarioWithSetUp())
  const text = textOf(page)
  expect(text).toContain('set-up 54 requests · p50')
  expect(text).toMatch(/ users POST \/users 54 – /)
  expect(text).not.toContain('shaded time does not count')
  expect(page).toMatch(
    /<ol class="phases"><li style="left:0.00%;width:100.00%"><span>measured<\/span><\/li><\/ol>/,
  )
})

describe('a capacity search', () => {
  test('shows between which rates the end lies, and each trial', () => {
    const page = report(capacityScenario())
    expect(textOf(page)).toContain('holds at 425/s, breaks at 450/s: p95 is 431 ms, and must be &lt; 200 ms')
    expect(chartsOf(page)[0]).toContain('500/s invalid with 912 ms, 450/s breaks with 431 ms')
    expect(page).toContain('class="interval"')
    expect(page.match(/<span class="trial /g)).toHaveLength(8)
    expect(textOf(page)).toContain('shaded: where the end lies')
    expect(textOf(page)).not.toContain('no answer;')
  })

  test('draws trials without an answer at the top edge, and the whole interval', () => {
    const { trials } = exampleCapacity()
    const silent = trials.map((trial) => (trial.outcome === 'breaks' ? { ...trial, p95Ms: 0 } : trial))
    const page = report(
      capacityScenario({ capacity: { ...exampleCapacity(), breaksAtPerSecond: 800, trials: silent } }),
    )
    expect(page.match(/<span class="trial breaks" style="left:[\d.]+%;top:0px">/g)).toHaveLength(3)
    expect(textOf(page)).toContain('at the top edge: no answer; shaded: where the end lies')
    const [, left, right] = /class="interval" d="M([\d.]+) 0H([\d.]+)V/.exec(page) ?? []
    expect([Number(left), Number(right)]).toEqual([506, 952.4])
  })

  test('without an end has no interval, and says why', () => {
    const reason = 'the load generator was the limit at 640/s'
    const capacity = { ...exampleCapacity(), breaksAtPerSecond: undefined, reason }
    const page = report(capacityScenario({ capacity }))
    expect(textOf(page)).toContain(`holds at 425/s, and no rate that was tried breaks it: ${reason}`)
    expect(page).not.toContain('class="interval"')
    expect(textOf(page)).not.toContain('where the end lies')
  })
})

describe('few and many points', () => {
  test.each([
    ['one', cut(browseScenario(), 1)],
    ['two', cut(browseScenario(), 2)],
    ['none', cut(browseScenario(), 0)],
    ['none answered', withoutAnswers(browseScenario())],
    ['nothing measured of usage', { ...browseScenario(), usage: [] }],
  ])('%s: there is no number that is none', (_name, scenario) => {
    const page = report(scenario)
    expect(bodyOf(page)).not.toMatch(/NaN|Infinity|undefined/)
    expect(unclosedTags(page)).toEqual([])
  })

  test('a single interval is a line as long as the interval', () => {
    const page = report(cut(browseScenario(), 1))
    expect(page).toMatch(/<path class="line median" d="M0 [\d.]+l\d+ 0">/)
  })

  test('a gap is not bridged', () => {
    const { series, ...scenario } = browseScenario()
    const gap = series.map((point, index) => (index > 20 && index < 30 ? unanswered(point) : point))
    expect(report({ ...scenario, series: gap }).match(/<path class="line median" d="[^"]*"/)?.[0]).toMatch(
      /M[^M]*M/,
    )
  })

  test('10,000 points of everything make a page of the same size', () => {
    const page = report(lengthened(soakScenario(), 10_000))
    expect(Buffer.byteLength(bodyOf(page))).toBeLessThan(120_000)
    expect(longestPath(page)).toBeLessThan(6_000)
  })

  test('the highest of 10,000 points is still drawn', () => {
    const scenario = lengthened(browseScenario(), 10_000)
    const peak = { ...scenario.series[7_777]!, max: 60_000 }
    const page = report({ ...scenario, series: scenario.series.with(7_777, peak) })
    const dots = /class="dots" d="([^"]*)"/.exec(page)?.[1] ?? ''
    const highest = [...dots.matchAll(/M(\d+) ([\d.]+)h0/g)].sort(
      (one, other) => Number(one[2]) - Number(other[2]),
    )
    expect(highest[0]?.[1]).toBe('778')
  })
})

describe('labels', () => {
  test.each(exampleScenarios().map((scenario) => [scenario.name, scenario] as const))(
    'of %s never lie on each other',
    (_name, scenario) => {
      const page = report(scenario)
      for (const [, list = ''] of page.matchAll(/<ul class="keys">(.*?)<\/ul>/gs)) {
        const places = [...list.matchAll(/--y:(-?\d+)px/g)].map(([, y]) => Number(y))
        expect(places.every((y, index) => index === 0 || y - places[index - 1]! >= 15)).toBe(true)
      }
      for (const [, list = ''] of page.matchAll(/<div class="values"[^>]*>(.*?)<\/div>/gs)) {
        const places = [...list.matchAll(/top:(\d+)px/g)]
          .map(([, y]) => Number(y))
          .sort((one, other) => one - other)
        expect(places.length).toBeGreaterThan(1)
        expect(places.every((y, index) => index === 0 || y - places[index - 1]! >= 11)).toBe(true)
      }
      for (const [, list = ''] of page.matchAll(/<div class="times">(.*?)<\/div>/gs)) {
        expect(list.match(/<span/g)?.length).toBeLessThanOrEqual(12)
        expect(list.match(/<span (?!class="fine)/g)?.length).toBeLessThanOrEqual(4)
      }
    },
  )
})

describe('the file', () => {
  const page = report(...exampleScenarios())

  test('loads nothing, and needs no script', () => {
    expect(outsideAddresses(page)).toEqual([])
    expect(page.match(/<script/g)).toHaveLength(1)
    expect(page).not.toMatch(/<[^>]* on\w+=/)
  })

  test('is sound', () => {
    expect(unclosedTags(page)).toEqual([])
    expect(deadLinks(page)).toEqual([])
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([])
    expect(bodyOf(page)).not.toMatch(/NaN|Infinity|undefined/)
  })

  test('has all scenarios in a table, and as many in full as there is room for', () => {
    const many = Array<ScenarioResult>(150).fill(lengthened(spikeScenario(), 10_000))
    const full = loadHtmlReport(many, { title: 'shop' })
    expect(Buffer.byteLength(full)).toBeLessThan(800_000)
    const articles = full.match(/<details class="scenario /g)?.length ?? 0
    expect(articles).toBeGreaterThanOrEqual(4)
    expect(textOf(full)).toContain(`The charts and operations of ${150 - articles} more are left out here.`)
    expect(full.match(/<tr class="scenario-row/g)).toHaveLength(100)
    expect(textOf(full)).toContain('and 50 more left out here')
    expect(deadLinks(full)).toEqual([])
  })

  test('hostile names are shown and never obeyed', () => {
    const nasty =
      '</details></svg><script>alert(1)</script><img src=x onerror="alert(1)">\'"&amp;\u0000\u001b[31m\uD800'
    const hostile = loadHtmlReport([hostileScenario(nasty)], { title: nasty })
    const harmless = loadHtmlReport([hostileScenario('a harmless text')], { title: 'a harmless text' })
    const plain = (tags: string[]) => tags.map((tag) => tag.replace(/"[^"]*"/g, '""'))
    expect(plain(tagsOf(hostile))).toEqual(plain(tagsOf(harmless)))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(hostile).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/)
    expect(hostile.isWellFormed()).toBe(true)
  })
})

function cut(scenario: ScenarioResult, length: number): ScenarioResult {
  const usage = scenario.usage.map((part) => ({ ...part, samples: part.samples.slice(0, length) }))
  return {
    ...scenario,
    series: scenario.series.slice(0, length),
    usage,
    phases: [],
    durationMs: length * 500,
  }
}

function unanswered(point: SeriesPoint): SeriesPoint {
  return {
    ...point,
    requests: 0,
    p50: undefined,
    p90: undefined,
    p95: undefined,
    p99: undefined,
    max: undefined,
  }
}

function withoutAnswers(scenario: ScenarioResult): ScenarioResult {
  return { ...scenario, series: scenario.series.map(unanswered), distribution: [] }
}

/** The same over and over, as a scenario of hours would have it. */
function lengthened(scenario: ScenarioResult, length: number): ScenarioResult {
  const { series, usage, seriesIntervalMs: intervalMs } = scenario
  const repeat = <Item extends { readonly atMs: number }>(items: readonly Item[]) =>
    Array.from({ length }, (_, index) => ({ ...items[index % items.length]!, atMs: index * intervalMs }))
  return {
    ...scenario,
    series: repeat(series),
    usage: usage.map((part): PartUsage => ({ ...part, samples: repeat(part.samples) })),
    phases: [],
    durationMs: length * intervalMs,
  }
}

function longestPath(page: string): number {
  return Math.max(...[...page.matchAll(/ d="([^"]*)"/g)].map(([, path = '']) => path.length))
}

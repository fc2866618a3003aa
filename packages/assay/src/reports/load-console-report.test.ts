import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { ScenarioResult } from '../model/load-result.ts'
import {
  browseScenario,
  capacityScenario,
  exampleCapacity,
  exampleScenarios,
  failedScenario,
  invalidScenario,
} from './fixtures/example-scenarios.ts'
import { hostileScenario } from './fixtures/hostile-scenario.ts'
import { loadConsoleReport } from './load-console-report.ts'

const plain = (scenarios: readonly ScenarioResult[], columns = 100) =>
  loadConsoleReport(scenarios, { color: false, columns })
const longestLine = (text: string) => Math.max(...text.split('\n').map((line) => line.length))

describe('the whole text', () => {
  test.each([
    ['load', 100],
    ['load-narrow', 60],
    ['load-wide', 150],
  ])('%s', async (name, columns) => {
    await expect(`${plain(exampleScenarios(), columns)}\n`).toMatchFileSnapshot(
      `fixtures/console/${name}.txt`,
    )
  })

  test('without a scenario says so', () => {
    expect(loadConsoleReport([], { color: false })).toBe('no scenario ran')
  })
})

test.each([40, 60, 80, 100, 140, 200])('%i columns are enough', (columns) => {
  expect(longestLine(plain(exampleScenarios(), columns))).toBeLessThanOrEqual(columns)
})

test('a wide page has more figures, a narrow one keeps those that matter most', () => {
  expect(plain([browseScenario()], 150)).toMatch(
    /count +rate\/s +mean +p50 +p90 +p95 +p99 +p99\.9 +max +naive p99 +errors/,
  )
  expect(plain([browseScenario()], 40)).toMatch(/operation +p95 +errors$/m)
})

test('colours change no text, and only what is valid is green', () => {
  const painted = (scenario: ScenarioResult) => loadConsoleReport([scenario], { color: true })
  for (const scenario of exampleScenarios()) {
    expect(stripVTControlCharacters(painted(scenario))).toBe(loadConsoleReport([scenario], { color: false }))
  }
  expect(painted(browseScenario())).toContain('\u001b[32m')
  expect(painted(invalidScenario())).not.toContain('\u001b[32m')
  expect(painted(failedScenario())).toContain('\u001b[31m')
})

test.each([
  [425, 450, 'holds at 425/s, breaks at 450/s: for a reason'],
  [425, undefined, 'holds at 425/s, and no rate that was tried breaks it: for a reason'],
  [undefined, 450, 'holds at no rate, breaks at 450/s: for a reason'],
  [undefined, undefined, 'nothing was found out: for a reason'],
])('a search for capacity that holds at %s and breaks at %s says why', (holds, breaks, words) => {
  const found = { holdsAtPerSecond: holds, breaksAtPerSecond: breaks, reason: 'for a reason' }
  const text = plain([capacityScenario({ capacity: { ...exampleCapacity(), ...found } })])
  expect(text).toContain(`    ${words}\n`)
})

test('many operations: the first ones, and how many are left out', () => {
  const [operation] = browseScenario().operations
  const text = plain([browseScenario({ operations: Array(42).fill(operation) })])
  expect(text).toContain('    and 12 more operations left out here')
})

test('many scenarios: the first in full, the others by name', () => {
  const text = plain(Array<ScenarioResult>(150).fill(browseScenario()))
  expect(text.match(/operation +count/g)).toHaveLength(20)
  expect(text).toContain('130 more scenarios')
  expect(text).toContain('and 30 more left out here')
})

test('a hostile service cannot command the terminal, nor fill it', () => {
  const text = plain([hostileScenario(`\u001b[2Jclears\u0007 \u009b31mthe\r\nscreen ${'x'.repeat(5_000)}`)])
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  expect(longestLine(text)).toBeLessThanOrEqual(100)
  expect(text.split('\n').length).toBeLessThan(150)
})

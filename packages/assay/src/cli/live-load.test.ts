import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { LoadProgress } from '../model/load-result.ts'
import { LiveLoad } from './live-load.ts'

const PROGRESS: LoadProgress = {
  scenario: 'browse',
  phase: 'steady',
  elapsedMs: 12_300,
  totalMs: 30_000,
  users: 20,
  ratePerSecond: 1_234,
  errorsPerSecond: 0,
  p50Ms: 3.21,
  p95Ms: 9.1,
  p99Ms: 14.2,
  requests: 15_000,
  errors: 0,
  cpuByPart: [
    ['orders', 0.82],
    ['ordersDb', 0.4],
  ],
}
const WIDE = { columns: 100, isColored: false, spinner: '⠋' }

function running(...changes: readonly Partial<LoadProgress>[]): LiveLoad {
  const load = new LiveLoad('browse', '20 users for 30.0 s')
  for (const change of changes) load.update({ ...PROGRESS, ...change })
  return load
}

test('a load that runs is a few lines', () => {
  const load = running({ ratePerSecond: 0 }, { ratePerSecond: 620 }, {})
  expect(load.lines(WIDE)).toEqual([
    '⠋ browse',
    '  ██████████░░░░░░░░░░░░░░ steady   12.3 s of 30.0 s, 17.7 s left',
    '  20 users   1,234 requests/s   0 errors/s   p50 3.2 ms   p95 9.1 ms   p99 14 ms',
    '  orders 0.82   ordersDb 0.40   cores',
    '  ▁▅█  to 1,234 requests/s',
  ])
})

test('before its first figures it is set up', () => {
  expect(running().lines(WIDE)).toEqual(['⠋ browse', '  setting up: 20 users for 30.0 s'])
})

test('what is not known is left out', () => {
  const unknown = { totalMs: undefined, p50Ms: undefined, p95Ms: undefined, p99Ms: undefined }
  expect(running({ ...unknown, ratePerSecond: 0, users: 1, cpuByPart: [] }).lines(WIDE)).toEqual([
    '⠋ browse',
    '  steady   12.3 s',
    '  1 user   0 requests/s   0 errors/s   p50 –   p95 –   p99 –',
  ])
})

test('lines are cut off where the terminal ends, and never wrapped', () => {
  const load = running(...Array.from({ length: 60 }, () => ({ errorsPerSecond: 3 })))
  for (let columns = 1; columns < 120; columns += 1) {
    for (const isColored of [false, true]) {
      const lines = load.lines({ columns, isColored, spinner: '⠋' }).map(stripVTControlCharacters)
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns)
    }
  }
})

test('errors are red', () => {
  const figures = (change: Partial<LoadProgress>) => running(change).lines({ ...WIDE, isColored: true })[2]
  expect(figures({ errorsPerSecond: 3 })).toContain('\u001b[31m3.00 errors/s\u001b[39m')
  expect(figures({})).not.toContain('\u001b[31m')
})

test('the line of rates has the newest of them', () => {
  const newest = Array.from({ length: 40 }, () => ({ ratePerSecond: 50 }))
  const load = running({ ratePerSecond: 9_000 }, ...newest)
  expect(load.lines(WIDE).at(-1)).toBe(`  ${'█'.repeat(40)}  to 50.0 requests/s`)
})

test('a name cannot disturb the terminal', () => {
  const load = new LiveLoad('a\u001b[2J\nb', '1 user')
  expect(load.lines(WIDE)[0]).toBe('⠋ a b')
})

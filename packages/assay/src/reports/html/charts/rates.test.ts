import { expect, test } from 'vitest'
import type { SeriesPoint } from '../../../model/load-result.ts'
import { ratesOf } from './rates.ts'

const point = (atMs: number, requests: number): SeriesPoint => ({
  ...{ atMs, requests, scheduled: requests, errors: 0, users: 1 },
  ...{ p50: 1, p90: 1, p95: 1, p99: 1, max: 1 },
})
const rates = (series: readonly SeriesPoint[], endMs: number) =>
  ratesOf(series, 250, endMs).map(({ fromMs, toMs, requests }) => [fromMs, toMs, requests])

test('a count is a rate over its interval', () => {
  expect(rates([point(0, 25), point(250, 50)], 500)).toEqual([
    [0, 250, 100],
    [250, 500, 200],
  ])
})

test('a report that came late tells of two intervals', () => {
  expect(rates([point(0, 25), point(250, 50), point(750, 25)], 1_000)).toEqual([
    [0, 250, 100],
    [250, 750, 100],
    [750, 1_000, 100],
  ])
})

test('a last interval that is shorter is not a dip', () => {
  expect(rates([point(0, 25), point(250, 20)], 450)).toEqual([
    [0, 250, 100],
    [250, 450, 100],
  ])
})

test('a remainder belongs to the interval before it', () => {
  expect(rates([point(0, 25), point(250, 25), point(500, 5)], 550)).toEqual([
    [0, 250, 100],
    [250, 550, 100],
  ])
  expect(rates([point(0, 25), point(250, 24), point(500, 1)], 500).at(-1)).toEqual([250, 500, 100])
})

test('a single interval is one, wherever the end is', () => {
  expect(rates([point(0, 25)], 250)).toEqual([[0, 250, 100]])
  expect(rates([point(0, 25)], 1)).toEqual([[0, 1, 25_000]])
  expect(rates([], 250)).toEqual([])
})

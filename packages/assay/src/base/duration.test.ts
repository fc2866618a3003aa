import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from './duration.ts'

test.each([
  [0.42, '0.4 ms'],
  [84.3, '84 ms'],
  [2_310, '2.3 s'],
  [95_000, '1 m 35 s'],
])('%d ms is shown as %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text)
})

test.each([
  ['200ms', 200],
  ['1.5s', 1_500],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['fast', undefined],
  ['10', undefined],
  ['-1s', undefined],
])('%s is read as %s ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

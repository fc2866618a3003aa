import { expect, test } from 'vitest'
import { holm } from './holm.ts'

// statsmodels, multipletests(method='holm').
test.each([
  [[], []],
  [[0.02], [0.02]],
  [
    [0.01, 0.04, 0.03, 0.005],
    [0.03, 0.06, 0.06, 0.02],
  ],
  [
    [0.2, 0.0004, 0.0004, 0.03, 0.6, 0.012],
    [0.4, 0.0024, 0.0024, 0.09, 0.6, 0.048],
  ],
  [
    [0.7, 0.8],
    [1, 1],
  ],
])('adjusts %j to %j', (pValues, expected) => {
  const adjusted = holm(pValues)
  expect(adjusted).toHaveLength(expected.length)
  for (const [index, value] of adjusted.entries()) expect(value).toBeCloseTo(expected[index]!, 12)
})

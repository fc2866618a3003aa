import { expect, test } from 'vitest'
import { sustained } from './sustained.ts'

const times = (count: number, value: number) => new Array<number>(count).fill(value)

test('all of the time', () => expect(sustained(times(50, 1), 0.9)).toHaveLength(50))

test('the last fifth of a load that rises', () => {
  const places = sustained([...times(80, 0.5), ...times(20, 0.95)], 0.9)
  expect(places).toEqual(Array.from({ length: 20 }, (_, index) => 80 + index))
})

test.for([1, 10, 18, 19])('not a burst of %i %%', (length) => {
  expect(sustained([...times(40, 0.1), ...times(length, 1), ...times(60 - length, 0.1)], 0.9)).toEqual([])
})

test('not many bursts that only together are long', () => {
  const burst = [...times(5, 1), ...times(5, 0)]
  expect(sustained(Array.from({ length: 10 }, () => burst).flat(), 0.9)).toEqual([])
})

test('one that falls below does not end it, and is not of it', () => {
  const values = [...times(60, 0), ...times(15, 1), 0.7, ...times(15, 1), ...times(9, 0)]
  const places = sustained(values, 0.9)
  expect(places).toHaveLength(30)
  expect(places).not.toContain(75)
})

test('two stretches that are long enough', () => {
  const values = [...times(25, 1), ...times(50, 0), ...times(25, 1)]
  expect(sustained(values, 0.9)).toHaveLength(50)
})

test('with fewer than five samples nothing can be told', () => {
  expect(sustained(times(4, 1), 0.9)).toEqual([])
  expect(sustained(times(5, 1), 0.9)).toHaveLength(5)
  expect(sustained([], 0.9)).toEqual([])
})

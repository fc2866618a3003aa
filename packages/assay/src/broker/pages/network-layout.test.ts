import { expect, test } from 'vitest'
import { columnsOf } from './network-layout.ts'

const columns = (...edges: readonly (readonly [from: string, to: string])[]) =>
  columnsOf(edges.map(([from, to]) => ({ from, to }))).map((column) => column.join(' '))

test('whoever needs somebody stands to the left of them', () => {
  expect(columns(['web', 'orders'], ['web', 'products'], ['orders', 'products'])).toEqual([
    'web',
    'orders',
    'products',
  ])
  expect(columns()).toEqual([])
})

test('those who have to do with the same are near each other', () => {
  expect(columns(['a', 'z'], ['b', 'x'], ['c', 'y'])).toEqual(['a b c', 'z x y'])
})

test('a circle has an end', () => {
  expect(columns(['a', 'b'], ['b', 'c'], ['c', 'a'])).toEqual(['a', 'b', 'c'])
  expect(columns(['start', 'a'], ['a', 'b'], ['b', 'a'])).toEqual(['start', 'a', 'b'])
})

test('a long chain with a short way has few columns', () => {
  const chain = Array.from({ length: 9 }, (_, index) => [`${index}`, `${index + 1}`] as const)
  expect(columns(...chain)).toHaveLength(10)
  const short = chain.map(([, to]) => ['0', to] as const)
  expect(columns(...chain, ...short)).toEqual(['0', '1 2 3 4 5 6 7 8 9'])
})

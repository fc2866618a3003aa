import { expect, test } from 'vitest'
import { cutQuery, joinQueries } from './request-query.ts'

test('a query leaves out what is undefined, and encodes the rest', () => {
  expect(joinQueries('', { limit: 5, search: 'a b&c', category: undefined })).toBe(
    '?limit=5&search=a%20b%26c',
  )
  expect(joinQueries('?a=1', { b: 2 })).toBe('?a=1&b=2')
  expect(joinQueries('', { category: undefined })).toBe('')
})

test('of a query that is written out, what is encoded already stays as it is', () => {
  expect(cutQuery('/items?q=a%20b c&d=é#x')).toEqual(['/items', '?q=a%20b%20c&d=%C3%A9%23x'])
  expect(cutQuery('/items?q=a\r\nx: y')[1]).toBe('?q=a%0D%0Ax:%20y')
})

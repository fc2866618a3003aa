import { expect, test } from 'assay/test'
import { createOrderNumber } from '../../src/order-number.ts'

test('an order number is made of ten random bytes, without letters that are read as digits', () => {
  expect(createOrderNumber(new Uint8Array([0, 9, 10, 17, 18, 20, 22, 27, 31, 32]))).toBe('ORD-09AHJMPVZ0')
})

test('every byte gives a letter of the alphabet', () => {
  const numbers = Array.from({ length: 256 }, (_, byte) => createOrderNumber(new Uint8Array(10).fill(byte)))
  expect(numbers.filter((number) => !/^ORD-[0-9A-HJKMNP-TV-Z]{10}$/.test(number))).toEqual([])
})

test('of a thousand order numbers no two are the same', () => {
  expect(new Set(Array.from({ length: 1000 }, () => createOrderNumber())).size).toBe(1000)
})

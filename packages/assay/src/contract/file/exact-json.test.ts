import { expect, test } from 'vitest'
import { createRandom } from '../../base/random.ts'
import { exactText, hasDoubtfulNumbers, isCanonical, parseExactly } from './exact-json.ts'

test.each([
  '1.0',
  '-0',
  '-0.0',
  '1e3',
  '0.0000001',
  '12345678901234567890',
  '[1.50,2]',
  '{"a": 1E+2}',
  '1.00000001',
])('keeps %s', (text) => {
  expect(exactText(parseExactly(text))).toBe(text.replaceAll(' ', ''))
  expect(isCanonical(text)).toBe(!text.includes(' '))
})

test('any number is kept, and a text is no number', () => {
  const random = createRandom('exact numbers')
  const digits = (most: number) =>
    Array.from({ length: random.integer(1, most) }, () => random.integer(0, 9)).join('')
  for (let count = 0; count < 5_000; count += 1) {
    const whole = String(BigInt(digits(20)))
    const text = `${random.pick(['', '-'])}${whole}${random.boolean() ? `.${digits(8)}` : ''}`
    expect(exactText(parseExactly(`{"a":${text}}`))).toBe(`{"a":${text}}`)
  }
  expect(hasDoubtfulNumbers('{"version": "1.0", "count": 10, "price": 0.25}')).toBe(false)
})

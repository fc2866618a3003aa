import type { Random } from '../../base/random.ts'
import type { UuidFormat } from '../model/generators.ts'

const DIGITS = '0123456789'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const MOST_CHARACTERS = 100_000

/** Some characters of an alphabet. */
export function randomText(random: Random, alphabet: string, size: number): string {
  const length = Math.min(Math.max(0, Math.trunc(size)), MOST_CHARACTERS)
  return Array.from({ length }, () => alphabet[random.integer(0, alphabet.length - 1)]).join('')
}

export function randomAlphanumeric(random: Random, size: number): string {
  return randomText(random, `${LETTERS}${DIGITS}`, size)
}

export function randomHexadecimal(random: Random, digits: number): string {
  return randomText(random, '0123456789ABCDEF', digits)
}

/** A decimal number with so many digits. It begins and ends with one above 0, so that a number keeps them all. */
export function randomDecimal(random: Random, digits: number): string {
  if (digits < 1) return ''
  if (digits === 1) return randomText(random, DIGITS, 1)
  const wholeDigits = random.integer(1, digits - 1)
  const fractionDigits = digits - wholeDigits
  const whole = randomText(random, DIGITS.slice(1), 1) + randomText(random, DIGITS, wholeDigits - 1)
  const fraction = randomText(random, DIGITS, fractionDigits - 1) + randomText(random, DIGITS.slice(1), 1)
  return `${whole}.${fraction}`
}

/** A version 4 UUID. */
export function randomUuid(random: Random, format: UuidFormat | undefined): string {
  const hexadecimal = (size: number) => randomText(random, '0123456789abcdef', size)
  const groups = [
    hexadecimal(8),
    hexadecimal(4),
    `4${hexadecimal(3)}`,
    `${randomText(random, '89ab', 1)}${hexadecimal(3)}`,
    hexadecimal(12),
  ]
  if (format === 'simple') return groups.join('')
  const uuid = groups.join('-')
  if (format === 'URN') return `urn:uuid:${uuid}`
  return format === 'upper-case-hyphenated' ? uuid.toUpperCase() : uuid
}

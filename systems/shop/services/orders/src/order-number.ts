import { randomBytes } from 'node:crypto'

// Crockford's base 32: without the letters that are read as digits.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 10

/**
 * A new order number, such as `ORD-7ZK3M9QX4T`. It does not tell how many orders there are.
 *
 * @param bytes where the randomness comes from; ten of them
 */
export function createOrderNumber(bytes: Uint8Array = randomBytes(LENGTH)): string {
  return `ORD-${Array.from(bytes.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('')}`
}

import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

const BLOCK_SIZE = 8
const PARALLELIZATION = 5
const SALT_BYTES = 16
const KEY_BYTES = 32

/** Hashes a password with scrypt (N = 2 to the power of `cost`) and a fresh salt, as `scrypt$cost$salt$key`. */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  return encode(cost, salt, await deriveKey(password, salt, cost))
}

/** Whether a password is the one that was hashed. Takes the same time whichever byte differs. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, cost, salt, key] = hash.split('$')
  if (!cost || !salt || !key) throw new Error('The stored password hash is malformed.')
  const expected = Buffer.from(key, 'base64')
  return timingSafeEqual(await deriveKey(password, Buffer.from(salt, 'base64'), Number(cost)), expected)
}

/** A hash no password has; verifying against it takes as long as against a real one. */
export function unmatchableHash(cost: number): string {
  return encode(cost, randomBytes(SALT_BYTES), randomBytes(KEY_BYTES))
}

function encode(cost: number, salt: Buffer, key: Buffer): string {
  return `scrypt$${cost}$${salt.toString('base64')}$${key.toString('base64')}`
}

function deriveKey(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const N = 2 ** cost
  const options: ScryptOptions = { N, r: BLOCK_SIZE, p: PARALLELIZATION, maxmem: 256 * N * BLOCK_SIZE }
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

import { createHash, randomBytes } from 'node:crypto'

/** A run's id: sorts by time, safe in file names, unique across machines. `20261121-094501-7f3a`. */
export function newRunId(now: Date = new Date()): string {
  const digits = now.toISOString().replaceAll(/[-:]/g, '')
  return `${digits.slice(0, 8)}-${digits.slice(9, 15)}-${randomHex(2)}`
}

/** `length` hexadecimal digits that always follow from `parts`. */
export function stableHash(parts: readonly string[], length = 16): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('hex').slice(0, length)
}

const POOL_BYTES = 4_096
let pool: Buffer = Buffer.alloc(0)
let usedBytes = 0

/** `byteCount` random bytes as hexadecimal digits. Asking the system costs the same for one as for many. */
export function randomHex(byteCount: number): string {
  if (usedBytes + byteCount > pool.length) {
    pool = randomBytes(Math.max(POOL_BYTES, byteCount))
    usedBytes = 0
  }
  usedBytes += byteCount
  return pool.toString('hex', usedBytes - byteCount, usedBytes)
}

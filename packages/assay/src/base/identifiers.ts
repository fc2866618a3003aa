import { createHash, randomBytes } from 'node:crypto'

/** A run's id: sorts by time, safe in file names, unique across machines. `20261121-094501-7f3a`. */
export function newRunId(now: Date = new Date()): string {
  const digits = now.toISOString().replaceAll(/[-:]/g, '')
  return `${digits.slice(0, 8)}-${digits.slice(9, 15)}-${randomBytes(2).toString('hex')}`
}

/** `length` hexadecimal digits that always follow from `parts`. */
export function stableHash(parts: readonly string[], length = 16): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('hex').slice(0, length)
}

/** `byteCount` random bytes as hexadecimal digits. */
export function randomHex(byteCount: number): string {
  return randomBytes(byteCount).toString('hex')
}

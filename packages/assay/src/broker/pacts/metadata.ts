/** What the address of a pact remembers until its results are published. */
export interface PactMetadata {
  /** The numbers of the versions of the consumer that it was verified for. */
  readonly versions: readonly string[]
  readonly isWip: boolean
}

/** Servers and proxies take addresses of about 8,000 characters; names need some of them. */
const MAX_CHARACTERS = 3_000

/** As a part of an address; of very many versions the first ones. */
export function encodeMetadata({ versions, isWip }: PactMetadata): string {
  const count = versions.findIndex(
    (_, index) => JSON.stringify(versions.slice(0, index + 1)).length > MAX_CHARACTERS,
  )
  const kept = count === -1 ? versions : versions.slice(0, count)
  return Buffer.from(JSON.stringify({ versions: kept, isWip })).toString('base64url')
}

/** What is not readable says nothing. */
export function decodeMetadata(text: string): PactMetadata {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    const { versions, isWip } = value as Partial<PactMetadata>
    const numbers = Array.isArray(versions) ? versions.filter((number) => typeof number === 'string') : []
    return { versions: numbers, isWip: isWip === true }
  } catch {
    // An address that somebody has made up is still that of the pact.
    return { versions: [], isWip: false }
  }
}

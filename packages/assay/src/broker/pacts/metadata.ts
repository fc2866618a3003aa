/** What the address of a pact remembers until its results are published. */
export interface PactMetadata {
  /** The numbers of the versions of the consumer that it was verified for. */
  readonly versions: readonly string[]
  readonly isWip: boolean
}

export function encodeMetadata(metadata: PactMetadata): string {
  return Buffer.from(JSON.stringify(metadata)).toString('base64url')
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

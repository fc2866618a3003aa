import type { IncomingMessage } from 'node:http'
import type { ReceivedBody } from './received.ts'

/** Whether a request has a body to be read: only these two headers say so. */
export function hasBody(rawHeaders: readonly string[]): boolean {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    const isCandidate = name.length === 14 || name.length === 17
    if (isCandidate && /^(content-length|transfer-encoding)$/i.test(name))
      return rawHeaders[index + 1] !== '0'
  }
  return false
}

/**
 * Reads a body to its end and keeps at most `maxBytes` of it. Never calls back for a client that
 * went away before the end: there is nobody to answer.
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  onRead: (body: ReceivedBody | undefined) => void,
): void {
  const chunks: Buffer[] = []
  let keptBytes = 0
  let isTruncated = false
  request.on('data', (chunk: Buffer) => {
    const kept = keptBytes + chunk.length > maxBytes ? chunk.subarray(0, maxBytes - keptBytes) : chunk
    isTruncated ||= kept.length < chunk.length
    keptBytes += kept.length
    if (kept.length > 0) chunks.push(kept)
  })
  request.on('end', () => {
    const [only] = chunks
    if (only === undefined && !isTruncated) onRead(undefined)
    else
      onRead({ bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks), isTruncated })
  })
}

import type { IncomingMessage } from 'node:http'
import { refuse } from './refusal.ts'

/** Reads a body to its end. One that is too large is refused, and the rest of it thrown away. */
export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length
      if (sizeBytes <= maxBytes) chunks.push(chunk)
      else {
        chunks.length = 0
        reject(refuse(413, `The body is larger than ${maxBytes} bytes.`))
      }
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', reject)
    request.once('close', () => reject(new Error('the client went away')))
  })
}

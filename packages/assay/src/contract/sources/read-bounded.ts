import { answerInvalid } from './broker-errors.ts'

/**
 * The text of an answer that may not be endless.
 *
 * @throws AssayError `broker_answer_invalid`
 */
export async function readBounded(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > maxBytes) {
      throw answerInvalid({
        problem: `has more than ${maxBytes} bytes`,
        evidence: [response.url],
        fix: 'find out why the answer of the broker does not end',
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

import type { Json } from '../model/json.ts'
import { invalidPact } from './invalid-pact.ts'
import { positionAt } from './json-position.ts'
import { syntaxProblemOf } from './json-syntax.ts'

/** The largest pact that is read. */
export const MAX_PACT_BYTES = 64 * 1024 * 1024

/** The text of a pact without a byte order mark. */
export function decodePact(input: string | Buffer, source: string): string {
  const sizeBytes = typeof input === 'string' ? input.length : input.byteLength
  if (sizeBytes > MAX_PACT_BYTES) throw tooLarge(source, sizeBytes)
  if (typeof input === 'string') return input.replace(/^\uFEFF/, '')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(input)
  } catch (cause) {
    const text = input.toString('utf8')
    const position = positionAt(text, text.indexOf('\uFFFD'))
    const fix = 'save the file as UTF-8'
    throw invalidPact({ source, reason: 'it is not UTF-8', position, fix, cause })
  }
}

export function tooLarge(source: string, sizeBytes: number) {
  return invalidPact({
    source,
    reason: `it has ${sizeBytes} bytes, and the limit is ${MAX_PACT_BYTES}`,
    fix: 'leave large bodies out of the contract: match their shape with rules on a small example',
  })
}

/** The value of a JSON text. */
export function parsePact(text: string, source: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (cause) {
    const problem = syntaxProblemOf(text)
    if (problem === undefined) throw invalidPact({ source, reason: 'it is not JSON', cause })
    const { offset, expected, isCutOff } = problem
    const position = positionAt(text, offset)
    if (text.trim() === '') throw invalidPact({ source, reason: 'it is empty', cause })
    const reason = isCutOff ? `it ends where ${expected} should be` : `there should be ${expected}`
    throw invalidPact({ source, reason: `it is not JSON: ${reason}`, position, cause })
  }
}

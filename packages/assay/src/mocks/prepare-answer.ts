import { validateHeaderName, validateHeaderValue } from 'node:http'
import { type AssayError, configurationError, messageOf } from '../errors/assay-error.ts'
import type { Answer } from './answer.ts'

/** An answer made ready: what can be done once is not done again for each request. */
export interface PreparedAnswer {
  readonly status: number
  /** Names and values in turn, as they go on the wire. */
  readonly headers: readonly string[]
  readonly payload: string | Uint8Array | undefined
  /** How a text goes on the wire: one that is ASCII alone needs no conversion. */
  readonly encoding: 'latin1' | 'utf8'
  /** How it is to be sent, when not whole and at once. */
  readonly delivery: Delivery | undefined
}

export type Delivery = Pick<Answer, 'delayMs' | 'bytesPerSecond' | 'fault' | 'stream'>

const MAX_DELAY_MS = 600_000

/** Statuses that never have a body. */
const WITHOUT_BODY = new Set([204, 205, 304])

/**
 * Makes an answer ready to be sent.
 *
 * @throws AssayError `invalid_answer`
 */
export function prepareAnswer(answer: Answer, route: string): PreparedAnswer {
  const { delayMs, bytesPerSecond, fault, stream } = answer
  const problem = problemOf(answer)
  if (problem !== undefined) throw invalidAnswer(route, problem)
  const payload = payloadOf(answer.body, route)
  const isSpecial = [delayMs, bytesPerSecond, fault, stream].some((option) => option !== undefined)
  return {
    status: answer.status ?? 200,
    headers: headersOf(answer, payload, route),
    payload,
    encoding:
      typeof payload === 'string' && Buffer.byteLength(payload) === payload.length ? 'latin1' : 'utf8',
    delivery: isSpecial ? { delayMs, bytesPerSecond, fault, stream } : undefined,
  }
}

function problemOf({
  status = 200,
  body,
  stream,
  delayMs = 0,
  bytesPerSecond = 1,
  fault,
}: Answer): string | undefined {
  if (!Number.isInteger(status) || status < 200 || status > 599)
    return `status ${status} is not between 200 and 599`
  if (body !== undefined && stream !== undefined) return 'it has both a body and a stream'
  if (body !== undefined && WITHOUT_BODY.has(status)) return `status ${status} never has a body`
  if (fault === 'cut' && body === undefined) return 'there is no body to be cut'
  if (!(delayMs >= 0 && delayMs <= MAX_DELAY_MS))
    return `delayMs ${delayMs} is not between 0 and ${MAX_DELAY_MS}`
  return bytesPerSecond > 0 ? undefined : `bytesPerSecond ${bytesPerSecond} is not more than 0`
}

function payloadOf(body: unknown, route: string): string | Uint8Array | undefined {
  if (body === undefined || typeof body === 'string') return body
  // A copy: whoever changes the bytes later does not change the answer.
  if (body instanceof Uint8Array) return Uint8Array.from(body)
  try {
    const text: string | undefined = JSON.stringify(body)
    if (text !== undefined) return text
  } catch (error) {
    throw invalidAnswer(route, `the body is not JSON: ${messageOf(error)}`)
  }
  throw invalidAnswer(route, `the body is a ${typeof body}`)
}

function headersOf(answer: Answer, payload: PreparedAnswer['payload'], route: string): string[] {
  const pairs: string[] = []
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    for (const single of [value].flat()) pairs.push(name, String(single))
  }
  const names = new Set(pairs.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()))
  const type = contentTypeFor(answer.body)
  if (type !== undefined && !names.has('content-type')) pairs.push('content-type', type)
  const isStreamed = answer.stream !== undefined || WITHOUT_BODY.has(answer.status ?? 200)
  if (!isStreamed && !names.has('content-length') && !names.has('transfer-encoding')) {
    pairs.push('content-length', String(payload === undefined ? 0 : Buffer.byteLength(payload)))
  }
  for (let index = 0; index + 1 < pairs.length; index += 2) checkHeader(pairs[index], pairs[index + 1], route)
  return pairs
}

function checkHeader(name = '', value = '', route: string): void {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
  } catch (error) {
    throw invalidAnswer(route, messageOf(error))
  }
}

/** The content type of a body that names none itself. */
export function contentTypeFor(body: unknown): string | undefined {
  if (body === undefined) return undefined
  if (typeof body === 'string') return 'text/plain; charset=utf-8'
  return body instanceof Uint8Array ? 'application/octet-stream' : 'application/json'
}

export function invalidAnswer(route: string, problem: string): AssayError {
  return configurationError({
    code: 'invalid_answer',
    message: `The answer to ${route} cannot be given: ${problem}.`,
    fix: 'correct the answer',
  })
}

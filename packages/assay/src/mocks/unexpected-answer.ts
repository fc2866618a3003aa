import { AssayError } from '../errors/assay-error.ts'
import { formatError } from '../errors/format-error.ts'
import { describeValue } from '../openapi/json.ts'
import type { NearMiss } from './near-miss.ts'
import { type PreparedAnswer, prepareAnswer } from './prepare-answer.ts'
import type { ReceivedRequest } from './received.ts'

const MOST_STACK_LINES = 4

/** What is said about a request that no route is for. */
export function noRouteMessage(stub: string, request: ReceivedRequest, near: readonly NearMiss[]): string {
  const lines = [`Stub "${stub}" has no answer for ${describeRequest(request)}.`]
  if (near.length === 0) lines.push('  no route is near')
  for (const { route, reasons } of near) {
    lines.push(`  near: ${route}`, ...reasons.map((reason) => `    ${reason}`))
  }
  return lines.join('\n')
}

/** What is said about a request whose answer threw, or is not allowed by the OpenAPI document. */
export function answerFailedMessage(stub: string, request: ReceivedRequest, error: unknown): string {
  const reason = error instanceof AssayError ? formatError(error) : stackOf(error)
  const lines = reason.split('\n').map((line) => `  ${line}`)
  return [`Stub "${stub}" could not answer ${describeRequest(request)}.`, ...lines].join('\n')
}

/** The error and the lines of the test that led to it. */
function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return stack.split('\n').slice(0, MOST_STACK_LINES).join('\n')
}

/** A request in one line: method, path, query and body. */
export function describeRequest({ method, path, query, body }: ReceivedRequest): string {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value])),
  ).toString()
  const target = search === '' ? path : `${path}?${search}`
  return `${method} ${shortened(target)}${body === undefined ? '' : ` with ${describeBody(body)}`}`
}

function describeBody(body: unknown): string {
  return typeof body === 'object' && body !== null ? shortened(JSON.stringify(body)) : describeValue(body)
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 197)}…`
}

/** The answer to a request that no route is for: it must not be mistaken for one of the service. */
export function noRouteAnswer(stub: string, message: string, near: readonly NearMiss[]): PreparedAnswer {
  return problemAnswer(501, {
    title: 'This is a stub, and it has no answer for this request.',
    stub,
    detail: message,
    near,
  })
}

/** The answer when the test's own answer could not be given. */
export function answerFailedAnswer(stub: string, message: string): PreparedAnswer {
  return problemAnswer(500, { title: 'This is a stub, and its answer failed.', stub, detail: message })
}

function problemAnswer(status: number, problem: object): PreparedAnswer {
  const headers = { 'content-type': 'application/problem+json' }
  return prepareAnswer(
    { status, headers, body: { type: 'about:blank', status, ...problem } },
    'an unexpected request',
  )
}

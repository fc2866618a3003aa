import { expect, inject, vi } from 'vitest'
import type { ServiceResponse } from '../http/service-client.ts'
import type { Stub } from '../mocks/stub.ts'
import { type CallExpectation, verifyCalls } from '../mocks/verify-calls.ts'
import { describeExchange } from './describe-exchange.ts'
import { documentOf } from './service-documents.ts'

/** What a problem answer (RFC 9457) should have; what is left out may be anything. */
export interface ExpectedProblem {
  readonly status?: number
  readonly title?: string | RegExp
  readonly detail?: string | RegExp
  readonly type?: string
  /** An extension member that many services have. */
  readonly code?: string
}

/** Assertions on answers and values. */
export interface AssayMatchers<R> {
  /** The answer has this status; the failure shows the request and the answer. */
  toHaveStatus(status: number): R
  /**
   * The body of an answer, or any value, is as a schema of a service's OpenAPI document says. For
   * an answer the document is that of the service that gave it. It is asynchronous: `await` it.
   */
  toMatchSchema(name: string, options?: { readonly service?: string }): Promise<void>
  /** The answer is problem details (RFC 9457) with these members. */
  toBeProblem(expected?: ExpectedProblem): R
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends AssayMatchers<R> {}
  interface Assertion<R extends void | Promise<void> = void, T = unknown> {
    /** A stub received such requests; without a route, a spy was called. */
    toHaveBeenCalled: (route?: string, expectation?: CallExpectation) => R
  }
}

interface MatcherResult {
  readonly pass: boolean
  readonly message: () => string
  readonly expected?: unknown
  readonly actual?: unknown
}

/** Adds the matchers to Vitest's `expect`. */
export function addMatchers(): void {
  expect.extend({ toHaveStatus, toMatchSchema, toBeProblem, toHaveBeenCalled })
}

function toHaveStatus(received: unknown, status: number): MatcherResult {
  const response = requireResponse(received, 'toHaveStatus')
  const { method } = response.exchange
  return {
    pass: response.status === status,
    message: () =>
      [
        `expected "${response.service}" to answer ${method} with ${status}, but it was ${response.status}`,
        ...describeExchange(response.exchange),
      ].join('\n'),
    expected: status,
    actual: response.status,
  }
}

async function toMatchSchema(
  received: unknown,
  name: string,
  options: { readonly service?: string } = {},
): Promise<MatcherResult> {
  const response = isResponse(received) ? received : undefined
  const service = options.service ?? response?.service
  if (service === undefined)
    throw new TypeError(`toMatchSchema needs { service } for a value that is not an answer`)
  const { validateNamedSchema } = await import('../openapi/named-schema.ts')
  const document = await documentOf(service, inject('assay'))
  const value = response === undefined ? received : response.body
  const mismatches = validateNamedSchema(document, name, value)
  return {
    pass: mismatches.length === 0,
    message: () =>
      [
        `expected the value to match schema "${name}" of "${service}"`,
        ...mismatches.map((line) => `  ${line}`),
        ...(response === undefined ? [] : describeExchange(response.exchange)),
      ].join('\n'),
  }
}

function toBeProblem(received: unknown, expected: ExpectedProblem = {}): MatcherResult {
  const response = requireResponse(received, 'toBeProblem')
  const type = response.headers['content-type'] ?? 'no content type'
  const body = typeof response.body === 'object' && response.body !== null ? response.body : {}
  const differences = [
    ...(type.startsWith('application/problem+json')
      ? []
      : [`content type is ${type}, not application/problem+json`]),
    ...(expected.status === undefined || response.status === expected.status
      ? []
      : [`status is ${response.status}, not ${expected.status}`]),
    ...(['title', 'detail', 'type', 'code'] as const).flatMap((member) =>
      differenceIn(member, (body as Record<string, unknown>)[member], expected[member]),
    ),
  ]
  return {
    pass: differences.length === 0,
    message: () =>
      [
        `expected "${response.service}" to answer with a problem`,
        ...differences.map((line) => `  ${line}`),
        ...describeExchange(response.exchange),
      ].join('\n'),
  }
}

function differenceIn(member: string, actual: unknown, expected: string | RegExp | undefined): string[] {
  if (expected === undefined) return []
  const text = String(actual)
  const isSame = typeof expected === 'string' ? text === expected : expected.test(text)
  return isSame ? [] : [`${member} is ${JSON.stringify(actual)}, not ${String(expected)}`]
}

function toHaveBeenCalled(
  received: unknown,
  route?: string,
  expectation: CallExpectation = {},
): MatcherResult {
  if (isStub(received)) {
    if (route === undefined) throw new TypeError("name the route: toHaveBeenCalled('GET /products/:id')")
    return verifyCalls(received, route, expectation)
  }
  if (!vi.isMockFunction(received)) throw new TypeError('toHaveBeenCalled is for stubs and spies')
  const { calls } = received.mock
  const name = received.getMockName()
  return {
    pass: calls.length > 0,
    message: () =>
      calls.length > 0
        ? `expected "${name}" not to have been called, but it was, ${calls.length} times`
        : `expected "${name}" to have been called at least once`,
  }
}

function requireResponse(received: unknown, matcher: string): ServiceResponse {
  if (isResponse(received)) return received
  throw new TypeError(`${matcher} is for answers of a service`)
}

function isResponse(received: unknown): received is ServiceResponse {
  return typeof received === 'object' && received !== null && 'exchange' in received && 'service' in received
}

function isStub(received: unknown): received is Stub {
  return (
    typeof received === 'object' && received !== null && 'callCount' in received && 'unexpected' in received
  )
}

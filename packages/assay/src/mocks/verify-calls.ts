import { configurationError } from '../errors/assay-error.ts'
import { inLowerCase } from './condition.ts'
import { differences, textDifferences } from './partial-match.ts'
import type { Call } from './received.ts'
import type { Stub } from './stub.ts'
import { describeRequest } from './unexpected-answer.ts'

/** How often a stub should have been called; without a number, at least once. */
export interface CallExpectation {
  readonly times?: number
  readonly atLeast?: number
  readonly atMost?: number
  /** Only calls that have this are counted. What is expected is a part of what may be there. */
  readonly with?: ExpectedRequest
}

export interface ExpectedRequest {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  /** By name, in any case. */
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** A verdict, and what to tell if it is not the one that was hoped for. */
export interface CallVerdict {
  readonly pass: boolean
  message(): string
}

type VerifiableStub = Pick<Stub, 'name' | 'calls' | 'callCount'>

const MOST_LISTED = 10

/**
 * Whether a stub was called as expected. The message lists the calls that came, and says of those
 * that nearly matched what was different.
 *
 * @throws AssayError `invalid_route`, or `stub_calls_dropped` when the calls that are no longer kept
 * could change the verdict.
 *
 * @example
 * verifyCalls(products, 'GET /products/:id', { times: 2, with: { params: { id: 'p1' } } }).pass
 */
export function verifyCalls(
  stub: VerifiableStub,
  route: string,
  expectation: CallExpectation = {},
): CallVerdict {
  const calls = stub.calls(route).map((call) => ({ call, unmet: unmetBy(call, expectation.with) }))
  const matching = calls.filter(({ unmet }) => unmet.length === 0).length
  const count = expectation.with === undefined ? stub.callCount(route) : matching
  const range = rangeOf(expectation)
  if (expectation.with !== undefined) requireCertainty(stub, route, { matching, range })
  const pass = count >= range.least && count <= range.most
  return {
    pass,
    message: () => describe({ stub, route, expectation, count, pass, calls }),
  }
}

function unmetBy(call: Call, expected: ExpectedRequest | undefined): string[] {
  const { params, query, headers, body } = expected ?? {}
  return [
    ...(params === undefined ? [] : textDifferences(call.params, params, 'params')),
    ...(query === undefined ? [] : textDifferences(call.query, query, 'query')),
    ...(headers === undefined ? [] : textDifferences(call.headers, inLowerCase(headers), 'headers')),
    ...(body === undefined ? [] : differences(call.body, body, 'body')),
  ]
}

interface Range {
  readonly least: number
  readonly most: number
}

function rangeOf({ times, atLeast, atMost }: CallExpectation): Range {
  if (times !== undefined) return { least: times, most: times }
  const least = atLeast ?? (atMost === undefined ? 1 : 0)
  return { least, most: atMost ?? Number.POSITIVE_INFINITY }
}

/** Of calls that are no longer kept nobody can say what they had: any number of them must do. */
function requireCertainty(stub: VerifiableStub, route: string, { matching, range }: Matching): void {
  const { dropped } = stub.calls(route)
  const isCertain =
    dropped === 0 ||
    (matching >= range.least && matching + dropped <= range.most) ||
    matching + dropped < range.least ||
    matching > range.most
  if (isCertain) return
  throw configurationError({
    code: 'stub_calls_dropped',
    message: `Stub "${stub.name}" cannot say how many calls of ${route} were as expected: ${dropped} are no longer kept.`,
    fix: 'start the stub with a larger journalSize',
  })
}

interface Matching {
  readonly matching: number
  readonly range: Range
}

interface Account {
  readonly stub: VerifiableStub
  readonly route: string
  readonly expectation: CallExpectation
  readonly count: number
  readonly pass: boolean
  readonly calls: readonly { readonly call: Call; readonly unmet: readonly string[] }[]
}

function describe({ stub, route, expectation, count, pass, calls }: Account): string {
  const lines = [
    `Expected stub "${stub.name}" ${describeExpectation(route, expectation, pass)}, but it ${was(count)}.`,
  ]
  for (const { call, unmet } of calls.slice(0, MOST_LISTED)) {
    lines.push(
      `  ${unmet.length === 0 ? '+' : '-'} ${describeCall(call)}`,
      ...unmet.map((line) => `      ${line}`),
    )
  }
  if (calls.length === 0) lines.push(...otherCalls(stub))
  else if (calls.length > MOST_LISTED) lines.push(`  … and ${calls.length - MOST_LISTED} more`)
  return lines.join('\n')
}

/** What was hoped for: the opposite of an expectation that was met. */
function describeExpectation(route: string, expectation: CallExpectation, isMet: boolean): string {
  const { times: exactly, atLeast, atMost, with: expected } = expectation
  const bounds = [
    ...(exactly === undefined ? [] : [times(exactly)]),
    ...(atLeast === undefined ? [] : [`at least ${times(atLeast)}`]),
    ...(atMost === undefined ? [] : [`at most ${times(atMost)}`]),
  ].join(' and ')
  const parts = [isMet ? 'not to have been called with' : 'to have been called with', route]
  if (expected !== undefined) parts.push('as described')
  return [...parts, bounds].filter((part) => part !== '').join(' ')
}

function was(count: number): string {
  return count === 0 ? 'never was' : `was called ${times(count)}`
}

function otherCalls(stub: VerifiableStub): string[] {
  const others = stub.calls()
  if (others.length === 0) return ['  it was not called at all']
  const listed = others.slice(0, MOST_LISTED).map((call) => `    ${describeCall(call)}`)
  const more = others.length > MOST_LISTED ? [`    … and ${others.length - MOST_LISTED} more`] : []
  return ['  it was called with:', ...listed, ...more]
}

function describeCall(call: Call): string {
  const outcome = call.fault ?? call.status ?? 'no answer yet'
  return `${describeRequest(call)} -> ${outcome}`
}

function times(count: number): string {
  if (count === 1) return 'once'
  return count === 0 ? 'never' : `${count} times`
}

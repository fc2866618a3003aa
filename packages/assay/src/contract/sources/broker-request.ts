import { setTimeout as sleep } from 'node:timers/promises'
import { packageVersion } from '../../base/package-version.ts'
import { AssayError } from '../../errors/assay-error.ts'
import { MAX_PACT_BYTES } from '../file/pact-text.ts'
import type { BrokerAccess, BrokerAddress } from './broker-access.ts'
import { answerInvalid, unreachable } from './broker-errors.ts'
import { readBounded } from './read-bounded.ts'

export interface BrokerRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: URL
  /** JSON. */
  readonly body: string | undefined
}

export interface BrokerAnswer {
  readonly status: number
  readonly text: string
  /** Where a redirect leads that was not followed. */
  readonly location: string | undefined
}

const DEFAULT_TIMEOUT_MS = 30_000
const DEFAULT_RETRIES = 3
const DEFAULT_PAUSE_MS = 200
const MOST_REDIRECTS = 5
/** What stands before a broker, or starts it, answers these for a while. */
const PASSING_STATUSES = new Set([429, 502, 503, 504])
const PASSING_FAILURES = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/

/**
 * Sends a request to a broker, follows redirects, and repeats it a few times when the broker is not
 * there for a moment.
 *
 * @throws AssayError `broker_unreachable` or `broker_answer_invalid`
 */
export async function sendToBroker(
  request: BrokerRequest,
  access: BrokerAccess,
  address: BrokerAddress,
): Promise<BrokerAnswer> {
  const { retries = DEFAULT_RETRIES, pauseMs = DEFAULT_PAUSE_MS, signal } = access
  for (let tries = 0; ; tries += 1) {
    const isLast = tries >= retries
    try {
      const answer = await follow(request, access, address)
      if (isLast || !PASSING_STATUSES.has(answer.status)) return answer
    } catch (cause) {
      signal?.throwIfAborted()
      if (cause instanceof AssayError) throw cause
      if (isLast || !PASSING_FAILURES.test(codeOf(cause))) throw unreachable(request, cause)
    }
    await sleep(pauseMs * 2 ** tries, undefined, signal === undefined ? {} : { signal })
  }
}

async function follow(
  request: BrokerRequest,
  access: BrokerAccess,
  address: BrokerAddress,
): Promise<BrokerAnswer> {
  let current = request
  for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
    const response = await fetchOnce(current, access, address)
    const location = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || location === null) {
      const text = await readBounded(response, MAX_PACT_BYTES)
      return { status: response.status, text, location: undefined }
    }
    await response.body?.cancel()
    const next = redirected(current, response.status, new URL(location, current.url))
    if (next === undefined) return { status: response.status, text: '', location }
    current = next
  }
  throw answerInvalid({
    problem: `is one redirect after another, more than ${MOST_REDIRECTS}`,
    evidence: [`${request.method} ${request.url.href}`, `the last leads to ${current.url.href}`],
    fix: 'give the address that the broker has itself',
  })
}

/** Only 307 and 308 say that what is sent is to be sent again. */
function redirected(request: BrokerRequest, status: number, url: URL): BrokerRequest | undefined {
  if (request.method === 'GET' || status === 303) return { method: 'GET', url, body: undefined }
  return status === 307 || status === 308 ? { ...request, url } : undefined
}

function fetchOnce(
  { method, url, body }: BrokerRequest,
  { timeoutMs = DEFAULT_TIMEOUT_MS, signal }: BrokerAccess,
  { base, authorization }: BrokerAddress,
): Promise<Response> {
  const timeout = AbortSignal.timeout(timeoutMs)
  return fetch(url, {
    method,
    headers: {
      accept: 'application/hal+json, application/json',
      'user-agent': `assay/${packageVersion()}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(authorization !== undefined && isTrusted(url, base) ? { authorization } : {}),
    },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
  })
}

/** Credentials go to the broker only; that it moves from http to https makes it no other. */
function isTrusted(url: URL, base: URL): boolean {
  const isUpgraded =
    base.protocol === 'http:' &&
    url.protocol === 'https:' &&
    url.hostname === base.hostname &&
    base.port === ''
  return url.origin === base.origin || isUpgraded
}

/** `fetch` hides the reason in its cause. */
function codeOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown
  return String((cause as { readonly code?: unknown }).code ?? '')
}

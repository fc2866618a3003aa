import {
  type AssayError,
  configurationError,
  infrastructureError,
  messageOf,
} from '../../errors/assay-error.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { noticesIn } from './broker-notice.ts'
import type { BrokerRequest } from './broker-request.ts'
import { objectAt, textAt } from './hal.ts'

/** An answer of a broker that may not be what was asked for. */
export interface BrokerRefusal {
  readonly status: number
  readonly text: string
  /** `GET https://pacts.example.test/` */
  readonly line: string
  /** Where a redirect leads that was not followed. */
  readonly location: string | undefined
}

const MOST_SHOWN = 20
const SHOWN_CHARACTERS = 500
/** It is there, but cannot answer now. */
const BUSY_STATUSES: ReadonlySet<number> = new Set([408, 425, 429])

/** The error of a status that is none of success. */
export function refusalOf(refusal: BrokerRefusal): AssayError | undefined {
  const { status, text, line, location } = refusal
  if (status >= 200 && status < 300) return undefined
  const evidence = [line, ...saidBy(text)]
  if (status === 401 || status === 403) {
    return infrastructureError({
      code: 'broker_refused',
      message: `The Pact broker refused access with status ${status}.`,
      evidence,
      fix:
        status === 401
          ? 'give its user name and password, or its token: PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD, or PACT_BROKER_TOKEN'
          : 'use credentials that may do this; those for reading only cannot publish',
    })
  }
  if (location !== undefined) {
    return answerInvalid({
      problem: `is a redirect (${status}) that would lose what was sent`,
      evidence: [line, `it leads to ${location}`],
      fix: 'give the address that it leads to as that of the broker',
    })
  }
  if (status < 400) return answerInvalid({ problem: `has status ${status}`, evidence, fix: CHECK_ADDRESS })
  if (status >= 500 || BUSY_STATUSES.has(status)) {
    return infrastructureError({
      code: 'broker_failed',
      message: `The Pact broker failed with status ${status}.`,
      evidence,
      fix: 'read the log of the broker, or try again later',
    })
  }
  return configurationError({
    code: 'broker_rejected',
    message: `The Pact broker rejected the request with status ${status}.`,
    evidence,
    fix: fixOf(refusal),
  })
}

export const CHECK_ADDRESS =
  'check that the address is that of a Pact broker and not of a page in front of it'

function fixOf({ status, text }: BrokerRefusal): string {
  if (status === 409) return 'publish under a version of its own: what is published must not change'
  if (status !== 404) return 'correct what the broker says is wrong'
  // A broker answers JSON, whatever it does not know.
  return parse(text) === undefined
    ? CHECK_ADDRESS
    : 'check the names and versions, and that they were published'
}

export interface InvalidAnswer {
  /** Goes on after `The answer of the Pact broker`. */
  readonly problem: string
  readonly evidence: readonly string[]
  readonly fix: string
}

export function answerInvalid({ problem, evidence, fix }: InvalidAnswer): AssayError {
  return infrastructureError({
    code: 'broker_answer_invalid',
    message: `The answer of the Pact broker ${problem}.`,
    evidence,
    fix,
  })
}

export function unreachable({ method, url }: BrokerRequest, thrown: unknown): AssayError {
  const isTimeout = thrown instanceof DOMException && thrown.name === 'TimeoutError'
  // `fetch` hides the reason in its cause.
  const reason = thrown instanceof Error && !isTimeout ? (thrown.cause ?? thrown) : thrown
  const isUntrusted = /^(self-signed certificate|unable to (get|verify))/.test(messageOf(reason))
  return infrastructureError({
    code: 'broker_unreachable',
    message: `The Pact broker ${isTimeout ? 'did not answer in time' : 'cannot be reached'}.`,
    evidence: [`${method} ${url.href}`, messageOf(reason)],
    fix: isUntrusted
      ? 'let Node trust its certificate: NODE_EXTRA_CA_CERTS=ca.pem'
      : 'check its address and that it runs',
    cause: reason,
  })
}

/** What a broker says about an error: notices for people, errors by field, or any text. */
function saidBy(text: string): readonly string[] {
  const body = parse(text)
  if (body === undefined) return linesOf(text.slice(0, SHOWN_CHARACTERS))
  const notices = noticesIn(body)
  if (notices.length > 0) return notices.flatMap(({ text }) => linesOf(text)).slice(0, MOST_SHOWN)
  const { errors, error } = body
  const message =
    textAt(objectAt(body, 'error'), 'message') ?? (typeof error === 'string' ? error : undefined)
  if (message !== undefined) return linesOf(message).slice(0, MOST_SHOWN)
  return errors === undefined ? [text.slice(0, SHOWN_CHARACTERS)] : textsIn(errors, '').slice(0, MOST_SHOWN)
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

function textsIn(value: Json, field: string): readonly string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => textsIn(item, field))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, item]) => textsIn(item, name))
  return [field === '' ? String(value) : `${field}: ${value}`]
}

function parse(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined
  } catch {
    // A page of a proxy; it is shown as it is.
    return undefined
  }
}

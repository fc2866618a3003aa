import { readFileSync } from 'node:fs'
import { parseDuration } from '../base/duration.ts'
import { configurationError, messageOf } from '../errors/assay-error.ts'
import type { QuickRequest } from '../load/engine/protocol.ts'
import { constantRate, constantUsers, type Duration, type Load } from '../load/scenario/load.ts'
import type { ScenarioThresholds } from '../model/scenario-thresholds.ts'
import { invalidFlag } from './invalid-flag.ts'
import { limitsFrom } from './load-limit.ts'
import { headersFrom } from './request-header.ts'
import { wholeNumber } from './whole-number.ts'

/** What the command line says about a load on one URL, as it was written. */
export interface QuickFlags {
  readonly users?: string
  readonly rate?: string
  readonly duration?: string
  readonly warmUp?: string
  readonly method?: string
  readonly header?: readonly string[]
  readonly body?: string
  readonly threads?: string
  readonly timeout?: string
  readonly insecure?: true
  readonly limit?: readonly string[]
}

/** One request, how often, and what has to hold. */
export interface QuickLoad {
  readonly request: QuickRequest
  readonly load: Load
  readonly thresholds: ScenarioThresholds
  readonly threads: number | undefined
}

const DEFAULT_USERS = 10
const DEFAULT_DURATION = '10s'
const readUsers = wholeNumber('--users', { least: 1, most: 100_000 })
const readThreads = wholeNumber('--threads', { least: 1, most: 256 })
const MOST_PER_SECOND = 100_000
/** A day: what lasts longer is no test, and is likely a slip of the unit. */
const LONGEST_MS = 24 * 3_600_000
const METHOD = /^[A-Za-z][A-Za-z-]*$/

/**
 * Reads the flags of a load on a URL.
 *
 * @throws AssayError `invalid_flag`, `invalid_limit` or `file_not_read`.
 */
export function quickLoadOf(url: string, flags: QuickFlags): QuickLoad {
  return {
    request: requestOf(url, flags),
    load: loadOf(flags),
    thresholds: limitsFrom(flags.limit ?? []),
    threads: flags.threads === undefined ? undefined : readThreads(flags.threads),
  }
}

function requestOf(url: string, flags: QuickFlags): QuickRequest {
  const { method, header = [], body, timeout, insecure } = flags
  const address = new URL(url)
  const headers = headersFrom(header, address)
  // What is in front of the host has become a header, and a report is no place for a password.
  address.username = ''
  address.password = ''
  return {
    url: address.href,
    method: methodFrom(method ?? (body === undefined ? 'GET' : 'POST')),
    headers,
    body: body === undefined ? undefined : bodyFrom(body),
    ...(timeout === undefined ? {} : { timeoutMs: parseDuration(duration('timeout', timeout))! }),
    isInsecureAllowed: insecure === true,
  }
}

function loadOf({ users, rate, duration: lasts = DEFAULT_DURATION, warmUp }: QuickFlags): Load {
  const common = {
    duration: duration('duration', lasts),
    ...(warmUp === undefined ? {} : { warmUp: duration('warm-up', warmUp) }),
  }
  if (rate === undefined) {
    const count = users === undefined ? DEFAULT_USERS : readUsers(users)
    return constantUsers({ users: count, ...common })
  }
  if (users === undefined) return constantRate({ perSecond: perSecond(rate), ...common })
  throw invalidFlag(
    '--users and --rate were both given.',
    'give --users for users that wait for their answers, or --rate for requests that come whatever happens',
  )
}

function methodFrom(text: string): string {
  // A tunnel is no request whose answer could be measured.
  if (METHOD.test(text) && !/^connect$/i.test(text)) return text.toUpperCase()
  throw invalidFlag(
    `--method is "${text}", which is no method a request can have.`,
    'write it as GET or POST',
  )
}

function bodyFrom(text: string): string | Uint8Array {
  if (!text.startsWith('@')) return text
  const file = text.slice(1)
  try {
    return new Uint8Array(readFileSync(file))
  } catch (cause) {
    throw configurationError({
      code: 'file_not_read',
      message: `The body cannot be read from "${file}": ${messageOf(cause)}`,
      fix: 'name a file that exists: --body @order.json',
      cause,
    })
  }
}

function perSecond(text: string): number {
  const value = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && value > 0 && value <= MOST_PER_SECOND) return value
  throw invalidFlag(
    `--rate is "${text}".`,
    `give the requests per second: a number above 0, up to ${MOST_PER_SECOND}`,
  )
}

function duration(name: string, text: string): Duration {
  const ms = parseDuration(text)
  if (ms !== undefined && ms > 0 && ms <= LONGEST_MS) return text.trim() as Duration
  throw invalidFlag(`--${name} is "${text}".`, "give a time such as '500ms', '30s' or '2m', up to '24h'")
}

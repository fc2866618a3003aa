import { scenarioError } from '../scenario/scenario-error.ts'

/** Names and values of request headers. */
export type Headers = Readonly<Record<string, string>>

/** What a virtual user sends with every request to one target. */
export interface CommonHeaders {
  /** The headers of the user that it was made of. */
  readonly ofUser: Headers
  /** Those together with `host`. */
  readonly all: Headers
  readonly names: ReadonlySet<string>
  readonly lines: string
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/
/** They follow from the body: others would let the server see a different end of the request. */
const OF_THE_BODY = new Set(['content-length', 'transfer-encoding'])
/** Names that are remembered; beyond that each is looked at again. */
const MAX_KNOWN_NAMES = 1_000

/** Header lines, each with its end. What would break the request is refused. */
export function headerLines(headers: Headers): string {
  let lines = ''
  for (const name in headers) lines += headerLine(lowerName(name), headers[name]!)
  return lines
}

/** The same headers with names in lower case. What would break the request is refused. */
export function readHeaders(headers: Headers): Headers {
  const read: Record<string, string> = {}
  for (const name in headers) {
    const lower = lowerName(name)
    read[lower] = checkedValue(lower, headers[name]!)
  }
  return read
}

/** What one request says itself; nothing when it says nothing. Its headers count more than its token. */
export function ownHeaders(token: string | undefined, headers: Headers | undefined): Headers | undefined {
  if (token === undefined) return headers
  const bearer = { authorization: `Bearer ${token}` }
  return headers === undefined ? bearer : { ...bearer, ...readHeaders(headers) }
}

/** Whether there is a header, by its name in lower case. */
export function hasHeader(headers: Headers, name: string): boolean {
  return Object.keys(headers).some((given) => given.toLowerCase() === name)
}

export function commonHeaders(host: string, ofUser: Headers): CommonHeaders {
  const all = { host, ...ofUser }
  return { ofUser, all, names: new Set(Object.keys(all)), lines: headerLines(all) }
}

/** Header lines of one request, whose own headers count more. Only what both have is more work than adding. */
export function addHeaderLines({ all, names, lines }: CommonHeaders, headers: Headers): string {
  let added = lines
  for (const name in headers) {
    const lower = lowerName(name)
    if (names.has(lower)) return headerLines({ ...all, ...readHeaders(headers) })
    added += headerLine(lower, headers[name]!)
  }
  return added
}

const knownNames = new Map<string, string>()

function lowerName(name: string): string {
  const known = knownNames.get(name)
  if (known !== undefined) return known
  const lower = name.toLowerCase()
  if (!HEADER_NAME.test(name)) throw invalidHeader(name)
  if (OF_THE_BODY.has(lower)) throw ofTheBody(name)
  if (knownNames.size < MAX_KNOWN_NAMES) knownNames.set(name, lower)
  return lower
}

function headerLine(name: string, value: string): string {
  return `${name}: ${checkedValue(name, value)}\r\n`
}

function checkedValue(name: string, value: string): string {
  if (!HEADER_VALUE.test(value)) throw invalidHeader(name)
  return value
}

function invalidHeader(name: string) {
  return scenarioError(
    'invalid_scenario',
    `The header ${JSON.stringify(name)} has a name or a value that HTTP does not allow.`,
    'leave out line breaks and control characters, and encode what is not Latin-1',
  )
}

function ofTheBody(name: string) {
  return scenarioError(
    'invalid_scenario',
    `The header ${JSON.stringify(name)} follows from the body, and cannot be given.`,
    'leave it out',
  )
}

import type { LoadRequestOptions } from '../client/load-client.ts'
import { compileTemplate, fillTemplate, guessTemplate, type PathValues } from '../client/path-template.ts'
import { cutQuery, headerLines, joinQueries, type Query } from '../client/request-text.ts'
import type { Target } from '../client/target.ts'
import { scenarioError } from '../scenario/scenario-error.ts'
import type { ProtocolUser } from './protocol-user.ts'

type HeaderOptions = Pick<LoadRequestOptions, 'token' | 'headers'>

/** Headers of the user and of one request. What would break the request is refused. */
export function plainHeaders(
  { headerText }: Pick<ProtocolUser, 'headerText'>,
  { token, headers = {} }: HeaderOptions,
): Record<string, string> {
  const bearer = token === undefined ? '' : headerLines({ authorization: `Bearer ${token}` })
  return parseHeaderLines(headerText + bearer + headerLines(headers))
}

/** The same, with the cookies that the user has for an address. */
export function requestHeaders(
  user: ProtocolUser,
  url: string,
  options: HeaderOptions,
): Record<string, string> {
  const cookie = user.cookies.hasAny ? user.cookies.headerFor(url) : ''
  return { ...(cookie === '' ? {} : { cookie }), ...plainHeaders(user, options) }
}

/** Header lines as names in lower case and values; the last of a name counts. */
export function parseHeaderLines(lines: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return headers
}

/** Where a stream of messages comes from, and what it is called. */
export interface StreamAddress {
  readonly url: URL
  /** Its path without values: `/rooms/{room}`. */
  readonly shown: string
}

/** OpenAPI documents say nothing about streams, so their paths are not looked up there. */
export function streamAddress(
  target: Target,
  path: string,
  options: { readonly path?: PathValues; readonly query?: Query },
): StreamAddress {
  const [bare, query] = cutQuery(path)
  if (!bare.startsWith('/')) throw notAPath(target.name, path)
  const root = target.route('GET', '/').template.text.slice(0, -1)
  const filled = fillTemplate(compileTemplate(bare), options.path)
  return {
    url: new URL(target.origin + root + filled + joinQueries(query, options.query)),
    shown: bare.includes('{') ? bare : guessTemplate(bare),
  }
}

function notAPath(target: string, path: string) {
  return scenarioError(
    'invalid_scenario',
    `A connection to "${target}" has the path "${path}", which does not start with "/".`,
    'write the path from the root of the target',
  )
}

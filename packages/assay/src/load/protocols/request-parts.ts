import type { LoadRequestOptions } from '../client/load-client.ts'
import { compileTemplate, fillTemplate, guessTemplate, type PathValues } from '../client/path-template.ts'
import { ownHeaders, readHeaders } from '../client/request-headers.ts'
import { cutQuery, joinQueries, type Query } from '../client/request-query.ts'
import type { Target } from '../client/target.ts'
import type { ProtocolUser } from './protocol-user.ts'

type HeaderOptions = Pick<LoadRequestOptions, 'token' | 'headers'>

/** Headers of the user and of one request, by names in lower case. What would break the request is refused. */
export function plainHeaders(
  user: Pick<ProtocolUser, 'headers'>,
  { token, headers }: HeaderOptions,
): Record<string, string> {
  return { ...user.headers, ...readHeaders(ownHeaders(token, headers) ?? {}) }
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
  const filled = fillTemplate(compileTemplate(bare), options.path)
  return {
    url: new URL(target.origin + target.basePath + filled + joinQueries(query, options.query)),
    shown: bare.includes('{') ? bare : guessTemplate(bare),
  }
}

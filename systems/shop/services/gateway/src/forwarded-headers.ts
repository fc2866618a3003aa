import type { IncomingHttpHeaders } from 'node:http'

// They concern one connection, not the message (RFC 9110, 7.6.1).
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** Where a request came from, as the services behind are told. */
export interface Origin {
  readonly address: string
  readonly protocol: string
  readonly host: string
  /** What earlier proxies told, if they are believed. */
  readonly earlier?: string | undefined
}

/** Headers without those that concern only the connection they came over. */
export function withoutHopByHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = String(headers.connection ?? '').split(',')
  const dropped = new Set([...HOP_BY_HOP, ...named.map((name) => name.trim().toLowerCase())])
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)))
}

/** The headers a request is forwarded with. */
export function forwardHeaders(headers: IncomingHttpHeaders, { address, protocol, host, earlier }: Origin) {
  const { host: _host, expect: _expect, forwarded: _forwarded, ...kept } = withoutHopByHop(headers)
  return {
    ...kept,
    'x-forwarded-for': earlier ? `${earlier}, ${address}` : address,
    'x-forwarded-proto': protocol,
    'x-forwarded-host': host,
  }
}

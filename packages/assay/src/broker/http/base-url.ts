import type { IncomingHttpHeaders } from 'node:http'
import { refuse } from './refusal.ts'

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i
const PREFIX = /^(?:\/[\w.~%-]+)*\/?$/

/**
 * The address under which the client has reached the broker: what it says itself, or what a proxy in
 * between says of it (`X-Forwarded-Proto`, `-Host`, `-Port`, `-Prefix`). Without a slash at the end.
 */
export function baseUrlOf(headers: IncomingHttpHeaders): string {
  const protocol = saidBy(headers, 'x-forwarded-proto', /^https?$/i)?.toLowerCase() ?? 'http'
  const host = saidBy(headers, 'x-forwarded-host', HOST) ?? saidBy(headers, 'host', HOST) ?? 'localhost'
  const port = saidBy(headers, 'x-forwarded-port', /^\d{1,5}$/)
  const prefix = saidBy(headers, 'x-forwarded-prefix', PREFIX)?.replace(/\/$/, '') ?? ''
  const hasPort = /:\d+$/.test(host)
  const url = `${protocol}://${host}${hasPort || port === undefined ? '' : `:${port}`}`
  if (!URL.canParse(url)) throw refuse(400, 'The header Host is none.')
  return new URL(url).origin + prefix
}

/** What a header says; of several proxies, what the one that is next to the client says. */
function saidBy(headers: IncomingHttpHeaders, name: string, shape: RegExp): string | undefined {
  const [first] = String(headers[name] ?? '').split(',')
  const value = first?.trim() ?? ''
  if (value === '') return undefined
  if (!shape.test(value)) throw refuse(400, `The header ${name} cannot be used: ${value.slice(0, 100)}`)
  return value
}

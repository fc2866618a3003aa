import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { configurationError } from '../../errors/assay-error.ts'
import { isLoopback } from './loopback.ts'
import { Refusal, refuse } from './refusal.ts'
import type { Need, Role } from './route.ts'

/** Whom a broker serves. Without any, everybody may do everything. */
export interface Credentials {
  /** `name:password` for basic authentication, or a token for `Authorization: Bearer`. */
  readonly secret: string
  readonly role: Role
}

interface Known {
  readonly scheme: 'basic' | 'bearer'
  readonly digest: Buffer
  readonly role: Role
}

/** Where a broker is. */
export interface Place {
  /** The address it listens on. */
  readonly host: string
  readonly baseUrl: string | undefined
}

/** A check of the headers of a request, which refuses whoever may not do what a route needs. */
export function createAccessCheck(
  credentials: readonly Credentials[],
  { host: listensOn, baseUrl }: Place,
): (headers: IncomingHttpHeaders, needed: Need) => void {
  const known = credentials.map(toKnown)
  const isLocal = known.length === 0 && isLoopback(listensOn)
  const ownName = baseUrl === undefined ? undefined : new URL(baseUrl).hostname
  return ({ authorization, origin, host }, needed) => {
    if (isLocal && needed !== 'nothing') refuseOtherName(host, ownName)
    // Any page can make a browser send something to a broker on this machine, with the password it
    // remembers. Browsers say so by this header; no client of a broker sends it.
    if (needed === 'write' && origin !== undefined) throw refuse(403, 'Web pages may not write here.')
    if (known.length === 0 || needed === 'nothing') return
    const role = roleOf(known, authorization)
    if (role === undefined) throw notAuthorized()
    if (needed === 'write' && role === 'read') throw refuse(403, 'You may read here, but not write.')
  }
}

/**
 * A page may have a name that leads to this machine, and then read what nobody but this machine should. It
 * cannot say that it has another name.
 */
function refuseOtherName(host: string | undefined, ownName: string | undefined): void {
  const name = (host ?? 'localhost').replace(/:\d*$/, '').toLowerCase()
  if (isLoopback(name) || name === ownName) return
  throw refuse(
    403,
    `This broker is open to this machine only, not as ${name}; say its address with --base-url.`,
  )
}

function toKnown({ secret, role }: Credentials): Known {
  if (secret === '' || secret.startsWith(':') || secret.endsWith(':')) throw emptySecret(role)
  const scheme = secret.includes(':') ? 'basic' : 'bearer'
  return { scheme, role, digest: digestOf(secret) }
}

function roleOf(known: readonly Known[], authorization: string | undefined): Role | undefined {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)\s*$/.exec(authorization ?? '') ?? []
  const isBasic = scheme.toLowerCase() === 'basic'
  const secret = isBasic ? Buffer.from(value, 'base64').toString('utf8') : value
  const digest = digestOf(secret)
  // Digests have one length, and every one is compared, so that the time says nothing.
  const matching = known.filter(
    (one) => timingSafeEqual(one.digest, digest) && one.scheme === scheme.toLowerCase(),
  )
  return matching.find(({ role }) => role === 'write')?.role ?? matching[0]?.role
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function notAuthorized(): Refusal {
  const headers = { 'www-authenticate': 'Basic realm="Pact broker", charset="UTF-8"' }
  return new Refusal(401, { message: 'Say who you are: by basic authentication or a bearer token.', headers })
}

function emptySecret(role: Role) {
  return configurationError({
    code: 'invalid_credentials',
    message: `The credentials of those who may ${role} are empty, or have no name or no password.`,
    fix: 'give name:password, or a token',
  })
}

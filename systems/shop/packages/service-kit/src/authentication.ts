import type { IncomingHttpHeaders } from 'node:http'
import { unauthenticated } from './problem.ts'
import type { Claims, Tokens } from './token.ts'

interface Request {
  readonly headers: IncomingHttpHeaders
}

const verified = new WeakMap<Request, Claims>()

/** The part of a route's schema that documents that it needs a token. */
export const bearer = [{ bearer: [] }]

/** A hook for routes that need a token: verifies it before anything else of the request is read. */
export function requireToken(tokens: Tokens): (request: Request) => Promise<void> {
  return async (request) => {
    verified.set(request, await tokens.verify(request.headers.authorization))
  }
}

/** Who makes this request. Only for routes behind `requireToken`. */
export function claimsOf(request: Request): Claims {
  const claims = verified.get(request)
  if (!claims) throw unauthenticated('This needs a token.')
  return claims
}

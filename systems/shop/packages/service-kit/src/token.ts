import { createSecretKey } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { identifier } from './identifier.ts'
import { invalidToken, unauthenticated } from './problem.ts'

const ISSUER = 'shop'
const ALGORITHM = 'HS256'

const claimsSchema = z.object({
  sub: identifier,
  email: z.string(),
  tier: z.enum(['regular', 'premium']),
})

/** Who a token speaks for. */
export type Claims = z.infer<typeof claimsSchema>

/** Signs and verifies the tokens of the shop. */
export interface Tokens {
  /** Makes a token that says for `lifetimeSeconds` who its bearer is. */
  sign(claims: Claims, lifetimeSeconds: number): Promise<string>
  /** Reads an `Authorization` header. Throws UNAUTHENTICATED without a bearer token, INVALID_TOKEN for a bad one. */
  verify(authorization: string | undefined): Promise<Claims>
}

/** Makes what signs and verifies tokens with the shared secret. */
export function createTokens(secret: string): Tokens {
  const key = createSecretKey(secret, 'utf8')
  return {
    sign({ sub, ...claims }, lifetimeSeconds) {
      return new SignJWT(claims)
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setSubject(sub)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(key)
    },
    async verify(authorization) {
      const token = readBearer(authorization)
      try {
        const checks = { algorithms: [ALGORITHM], issuer: ISSUER, requiredClaims: ['exp'] }
        const { payload } = await jwtVerify(token, key, checks)
        return claimsSchema.parse(payload)
      } catch (cause) {
        const headers = { 'www-authenticate': 'Bearer error="invalid_token"' }
        throw invalidToken('The token is malformed, expired or not signed by this shop.', { cause, headers })
      }
    },
  }
}

function readBearer(authorization = ''): string {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  if (token) return token
  const headers = { 'www-authenticate': 'Bearer' }
  throw unauthenticated('This needs an Authorization header with a bearer token.', { headers })
}

import { createSecretKey } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { tokenSecret } from '../assay.config.ts'

interface TokenOptions {
  readonly tier?: string
  readonly secret?: string
  readonly algorithm?: string
  readonly issuer?: string
  readonly expires?: string | number
}

/** A token that says who a customer is, made as any holder of the shop's secret would. */
export function tokenFor(customerId: string, options: TokenOptions = {}): Promise<string> {
  const {
    secret = tokenSecret,
    algorithm = 'HS256',
    issuer = 'shop',
    expires = '5m',
    tier = 'regular',
  } = options
  return new SignJWT({ email: 'ada@example.com', tier })
    .setProtectedHeader({ alg: algorithm })
    .setIssuer(issuer)
    .setSubject(customerId)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(createSecretKey(secret, 'utf8'))
}

/** Tokens that look right and must not be believed, by what is wrong with them. */
export const forgeries: Readonly<Record<string, (customerId: string) => Promise<string>>> = {
  expired: (id) => tokenFor(id, { expires: Math.floor(Date.now() / 1000) - 1 }),
  'signed with another key': (id) => tokenFor(id, { secret: 'a secret that somebody else has thought of' }),
  'signed with another algorithm': (id) => tokenFor(id, { algorithm: 'HS512' }),
  'issued by somebody else': (id) => tokenFor(id, { issuer: 'shop.example' }),
  'without a signature (alg none)': async (id) =>
    new UnsecuredJWT({ email: 'ada@example.com', tier: 'premium' })
      .setIssuer('shop')
      .setSubject(id)
      .setExpirationTime('5m')
      .encode(),
  'changed after it was signed': async (id) => {
    const [header, , signature] = (await tokenFor(crypto.randomUUID())).split('.')
    const [, payload] = (await tokenFor(id, { tier: 'premium' })).split('.')
    return [header, payload, signature].join('.')
  },
  'without an end': (id) =>
    new SignJWT({ email: 'ada@example.com', tier: 'regular' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('shop')
      .setSubject(id)
      .sign(createSecretKey(tokenSecret, 'utf8')),
  'of an unknown tier': (id) => tokenFor(id, { tier: 'owner' }),
  'of nobody': () => tokenFor('admin'),
}

import { configurationError } from '../../errors/assay-error.ts'
import {
  type BasicCredentials,
  basicAuthorization,
  credentialsIn,
  withoutCredentials,
} from '../../http/url-credentials.ts'

/** How to reach a Pact broker. */
export interface BrokerAccess {
  /** With its base path, if it has one. A name and password in it count as credentials. */
  readonly url: string
  readonly credentials?: BrokerCredentials | undefined
  /** Time for one answer. Default 30 000 ms. */
  readonly timeoutMs?: number
  /** How often a request is repeated when the broker, or what stands before it, is not there. Default 3. */
  readonly retries?: number
  /** Pause before the first repetition; each further one is twice as long. Default 200 ms. */
  readonly pauseMs?: number
  readonly signal?: AbortSignal | undefined
}

export type BrokerCredentials = BasicCredentials | { readonly token: string }

/** The address and the credentials, apart. */
export interface BrokerAddress {
  /** Without credentials, and without a slash at the end of its path. */
  readonly base: URL
  /** The header that proves who asks. */
  readonly authorization: string | undefined
}

/**
 * Takes the access to a broker apart.
 *
 * @throws AssayError `invalid_broker_url` or `invalid_credentials`
 */
export function addressOf({ url, credentials }: BrokerAccess): BrokerAddress {
  const base = URL.parse(url)
  if (base === null || !/^https?:$/.test(base.protocol)) {
    throw configurationError({
      code: 'invalid_broker_url',
      message: `The address of the Pact broker is none: ${JSON.stringify(withoutCredentials(url))}.`,
      fix: 'give one that begins with http:// or https://',
    })
  }
  const inUrl = credentialsIn(base)
  base.username = ''
  base.password = ''
  base.search = ''
  base.hash = ''
  base.pathname = base.pathname.replace(/\/+$/, '')
  return { base, authorization: authorizationOf(credentials ?? inUrl) }
}

function authorizationOf(credentials: BrokerCredentials | undefined): string | undefined {
  if (credentials === undefined) return undefined
  if (!('token' in credentials)) return basicAuthorization(credentials)
  const token = credentials.token.trim()
  // The error of `fetch` would show it.
  if (!/^[\x21-\x7e]+$/.test(token)) throw invalidToken()
  return `Bearer ${token}`
}

function invalidToken() {
  return configurationError({
    code: 'invalid_credentials',
    message: 'The token for the Pact broker has characters that no header can have.',
    fix: 'copy it again: it has no spaces, line breaks or letters with accents',
  })
}

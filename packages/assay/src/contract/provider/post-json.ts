import { basicAuthorization, credentialsIn } from '../../http/url-credentials.ts'
import type { ActualResponse } from '../matching/actual.ts'
import type { Json } from '../model/json.ts'
import { sendRequest } from './send-request.ts'
import {
  DEFAULT_MAX_BODY_BYTES,
  DEFAULT_STATE_TIMEOUT_MS,
  type VerifiedProvider,
} from './verified-provider.ts'

/** For whom something is posted beside the interactions. */
export interface Posting {
  readonly provider: VerifiedProvider
  readonly signal: AbortSignal | undefined
}

/** A good answer, or a clause that says what it was: `answered 500 (no such table)`. */
export type Posted =
  | { readonly answer: ActualResponse; readonly problem?: undefined }
  | { readonly answer?: undefined; readonly problem: string }

const SHOWN_CHARACTERS = 200

/**
 * Posts JSON, or nothing, to an address of the provider's own that is no part of its interface. A name
 * and password in it count as credentials.
 */
export async function postJson(
  address: URL,
  body: Json | undefined,
  { provider, signal }: Posting,
): Promise<Posted> {
  const url = new URL(address.origin)
  const credentials = credentialsIn(address)
  const sent = await sendRequest(
    {
      method: 'POST',
      target: `${address.pathname}${address.search}`,
      headers: {
        ...{ accept: 'application/json, */*', 'content-type': 'application/json' },
        ...(credentials === undefined ? {} : { authorization: basicAuthorization(credentials) }),
      },
      body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
    },
    {
      url,
      timeoutMs: provider.stateTimeoutMs ?? DEFAULT_STATE_TIMEOUT_MS,
      maxBodyBytes: provider.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
      isInsecure: provider.isInsecure ?? false,
      signal,
    },
  )
  if ('none' in sent) return { problem: `got no answer: ${sent.none.detail}` }
  const { answer } = sent
  if (answer.status >= 200 && answer.status < 300) return { answer }
  const text = Buffer.from(answer.body ?? []).toString('utf8', 0, SHOWN_CHARACTERS)
  return { problem: `answered ${answer.status}${text === '' ? '' : ` (${text})`}` }
}

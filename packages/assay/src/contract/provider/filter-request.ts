import { placeOfError } from '../../base/place-of-error.ts'
import { type Failure, messageOf } from '../../errors/assay-error.ts'
import type { HttpInteraction } from '../model/pact.ts'
import type { OutgoingRequest } from './outgoing-request.ts'
import type { RequestFilter } from './request-filters.ts'
import type { StateCallValues } from './state-call.ts'
import { DEFAULT_STATE_TIMEOUT_MS, type VerifiedProvider } from './verified-provider.ts'
import { withinTime } from './within-time.ts'

/** The request as the provider's filters want it sent, or why there is none. */
export async function filterRequest(
  request: OutgoingRequest,
  provider: VerifiedProvider,
  told: StateCallValues & { readonly interaction: HttpInteraction },
): Promise<{ readonly request: OutgoingRequest } | { readonly failure: Failure }> {
  const { name, requestFilters = [], stateTimeoutMs = DEFAULT_STATE_TIMEOUT_MS, environment } = provider
  const { consumer, values, interaction, signal } = told
  const context = { provider: name, consumer, interaction: interaction.description, environment, values }
  let filtered = request
  try {
    // What the level gives as environment is what the file of the provider was written for.
    for (const filter of requestFilters as readonly RequestFilter[]) {
      const current = filtered
      const given = await withinTime((own) => filter(current, { ...context, signal: own }), {
        timeoutMs: stateTimeoutMs,
        signal,
      })
      filtered = readRequest(given)
    }
  } catch (cause) {
    return { failure: filterFailed(name, request, cause) }
  }
  return { request: filtered }
}

/** A filter may be plain JavaScript: a body may be a text, and a header that is `undefined` is none. */
function readRequest(given: unknown): OutgoingRequest {
  const { method, target, headers, body } = (given ?? {}) as Partial<Record<keyof OutgoingRequest, unknown>>
  const isRequest =
    typeof method === 'string' &&
    typeof target === 'string' &&
    typeof headers === 'object' &&
    headers !== null
  if (!isRequest) throw new TypeError(`it gave what is no request: ${JSON.stringify(given)}`)
  const fields = Object.entries(headers).filter(([, value]) => value !== undefined)
  return {
    ...{ method, target },
    headers: Object.fromEntries(fields.map(([name, value]) => [name, String(value)])),
    body: readBody(body),
  }
}

function readBody(body: unknown): Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body as string)
  throw new TypeError(`it gave a body that is neither a text nor bytes: ${JSON.stringify(body)}`)
}

function filterFailed(provider: string, { method, target }: OutgoingRequest, cause: unknown): Failure {
  return {
    code: 'request_filter_failed',
    message: `A request filter of provider "${provider}" failed: ${messageOf(cause)}`,
    evidence: [`${method} ${target}`, ...placeOfError(cause)],
    fix: 'correct the filter; it gets a request and returns the one to send',
    cause,
  }
}

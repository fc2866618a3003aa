import type { JsonObject } from '../model/json.ts'
import { checkRequestFilter } from './check-registration.ts'
import type { OutgoingRequest } from './outgoing-request.ts'
import type { StateContext } from './states.ts'

/** What a request filter may need to know. */
export interface RequestContext<Environment = unknown> extends StateContext<Environment> {
  /** The parameters of the states and what setting them up gave, by name. */
  readonly values: JsonObject
}

/** Changes a request before it is sent. May be asynchronous. */
export type RequestFilter<Environment = unknown> = (
  request: OutgoingRequest,
  context: RequestContext<Environment>,
) => OutgoingRequest | Promise<OutgoingRequest>

/** What changes the requests to a provider. */
export interface ProviderRequestFilter {
  readonly provider: string
  readonly filter: RequestFilter<never>
}

let defined: ProviderRequestFilter[] = []

/**
 * Changes each request before it is sent to a provider, for what no pact can know: a token that is
 * valid today. Several filters are applied in the order in which they are defined.
 *
 * @throws AssayError `invalid_request_filter` for what is no function
 *
 * @example
 * requestFilter('orders', (request, { values }) => ({
 *   ...request,
 *   headers: { ...request.headers, authorization: `Bearer ${tokenFor(values.userId)}` },
 * }))
 */
export function requestFilter<Environment = unknown>(
  provider: string,
  filter: RequestFilter<Environment>,
): ProviderRequestFilter {
  const made: ProviderRequestFilter = { provider, filter }
  checkRequestFilter(made)
  defined.push(made)
  return made
}

/** The filters that were defined since the last time. */
export function takeRequestFilters(): readonly ProviderRequestFilter[] {
  const taken = defined
  defined = []
  return taken
}

/** The filters of one provider, of all its files. */
export function requestFiltersOf(
  all: readonly ProviderRequestFilter[],
  provider: string,
): readonly RequestFilter<never>[] {
  return all.filter((one) => one.provider === provider).map(({ filter }) => filter)
}

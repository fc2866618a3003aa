import type { RequestFilter } from 'assay/contract'
import { tokenFor } from './tokens.ts'

/**
 * Gives a request with a token that nobody has signed one of the customer whom its states name. A
 * request about no customer keeps what it has.
 */
export const withRealToken: RequestFilter = async (request, { values: { customerId } }) => {
  if (request.headers['authorization'] === undefined || customerId === undefined) return request
  const authorization = `Bearer ${await tokenFor(String(customerId))}`
  return { ...request, headers: { ...request.headers, authorization } }
}

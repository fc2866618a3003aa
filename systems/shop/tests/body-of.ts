import type { ServiceResponse } from 'assay/test'

/** The body of an answer that has to be a success, where there is no `expect`. */
export function bodyOf<Body>({ status, body, exchange }: ServiceResponse<Body>): Body {
  if (status < 300) return body
  throw new Error(`${exchange.method} ${exchange.url} was answered with ${status}: ${exchange.responseBody}`)
}

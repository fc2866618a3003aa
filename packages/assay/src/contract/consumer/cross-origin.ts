import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'

/**
 * Whether a browser, or what stands for one in a test, asks if it may send a request to another
 * origin than its page's. It is no request of the consumer's code, and no contract is about it.
 */
export function isPreflight({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && REQUEST_METHOD in headers
}

const REQUEST_METHOD = 'access-control-request-method'

/** Lets the browser send the request that it asks for. */
export function sendPreflight({ headers }: IncomingMessage, response: ServerResponse): void {
  const allowed = {
    'access-control-allow-methods': headers[REQUEST_METHOD],
    'access-control-allow-headers': headers['access-control-request-headers'] ?? [],
  }
  response.writeHead(204, { ...sharedWith(headers), ...allowed } as OutgoingHttpHeaders).end()
}

/**
 * Lets the page of a browser read an answer: else no page could be tested with a mock, which is
 * always of another origin. An answer that says itself who may read it stays as it is.
 */
export function shareAnswer(
  { headers }: Pick<IncomingMessage, 'headers'>,
  response: ServerResponse,
  names: readonly string[],
): void {
  if (headers.origin === undefined || names.some((name) => /^access-control-/i.test(name))) return
  const exposed = { 'access-control-expose-headers': names.join(', ') }
  for (const [name, value] of Object.entries({ ...sharedWith(headers), ...exposed })) {
    response.setHeader(name, value)
  }
}

function sharedWith({ origin = '' }: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    vary: 'origin',
  }
}

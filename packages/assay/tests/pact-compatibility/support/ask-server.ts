import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { bytesOf } from '../../../src/contract/consumer/check-interaction.ts'
import type { HttpRequest } from '../../../src/contract/model/pact.ts'
import { targetOf } from '../../../src/contract/provider/outgoing-request.ts'

/** What came back over the wire. */
export interface Received {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/**
 * Sends a request over a connection of its own, as a consumer does.
 *
 * @param raw headers that are sent as lines of their own, however often a name comes
 */
export async function askServer(
  address: string,
  request: HttpRequest,
  raw: readonly (readonly [name: string, value: string])[] = [],
): Promise<Received> {
  const url = new URL(address)
  const bytes = bytesOf(request.body)
  // Node leaves it out of requests that seldom have a body.
  const headers: Record<string, string | string[]> =
    bytes === undefined ? {} : { 'content-length': String(bytes.length) }
  for (const [name, values] of Object.entries(request.headers)) headers[name] = values.join(', ')
  for (const [name, values] of Map.groupBy(raw, ([header]) => header)) {
    headers[name] = values.map(([, value]) => value)
  }
  const { hostname, port } = url
  const sent = httpRequest({
    hostname,
    port,
    method: request.method,
    path: targetOf(request),
    headers,
    agent: false,
  })
  sent.end(bytes)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const body = Buffer.concat(await answer.toArray())
  return { status: answer.statusCode ?? 0, headers: answer.headers, body }
}

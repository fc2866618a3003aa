import { createServer } from 'node:http'
import { listen, type TestServer } from '../../src/load/protocols/fixtures/test-server.ts'
import type { TestBroker } from './broker.ts'

/** A request that a webhook has sent. */
export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A server that webhooks are sent to. */
export interface Receiver extends TestServer {
  readonly url: string
  readonly received: readonly Received[]
}

/**
 * Receives webhooks.
 *
 * @param answer The status, or the status and the text, of the answer to the n-th request. Default: 200.
 */
export async function startReceiver(
  answer: (count: number, request: Received) => number | readonly [number, string] = () => 200,
): Promise<Receiver> {
  const received: Received[] = []
  const server = await listen(
    createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        const { method = '', url = '', headers } = request
        received.push({ method, url, headers, body })
        const given = answer(received.length, { method, url, headers, body })
        const [status, text] = typeof given === 'number' ? [given, 'thanks'] : given
        response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end(text)
      })
    }),
  )
  return Object.assign(server, { url: `http://127.0.0.1:${server.port}`, received })
}

/** A parameter of a webhook. */
export const parameter = (name: string) => `\${pactbroker.${name}}`

/** Adds a webhook. */
export async function hook(
  broker: TestBroker,
  events: readonly string[],
  request: object,
  more: object = {},
) {
  const answer = await broker.send('POST', '/webhooks', {
    ...{ events: events.map((name) => ({ name })), request: { method: 'POST', ...request }, ...more },
  })
  if (answer.status !== 201) throw new Error(`the webhook was refused: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** What was told of each webhook that a pact has triggered, oldest first. */
export async function deliveriesOf(broker: TestBroker, version: string) {
  const path = `/pacts/provider/products/consumer/orders/version/${encodeURIComponent(version)}/triggered-webhooks`
  const { body } = await broker.get(path)
  return body._embedded.triggeredWebhooks.toReversed()
}

/** What was sent and answered. */
export async function logOf(
  broker: TestBroker,
  delivery: { _links: { 'pb:logs': { href: string } } },
): Promise<string> {
  return (await broker.get(delivery._links['pb:logs'].href)).body
}

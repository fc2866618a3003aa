import { Readable } from 'node:stream'
import { bodyTooLarge, defineProblem, dependencyUnavailable, Problem } from '@shop/service-kit/problem'
import { outgoingHeaders } from '@shop/service-kit/request-context'
import { BODY_LIMIT_BYTES } from '@shop/service-kit/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Agent, type Dispatcher } from 'undici'
import { forwardHeaders, withoutHopByHop } from './forwarded-headers.ts'
import type { ServiceName } from './routing.ts'

const CONNECT_TIMEOUT_MS = 1000

export const dependencyTimeout = defineProblem(504, 'DEPENDENCY_TIMEOUT', 'Something this needs is too slow')

// Nobody is left to read this answer.
const clientGone = defineProblem(499, 'CLIENT_GONE', 'The client went away')

/** Where to, how long to wait, and whether earlier proxies are believed. */
export interface ForwarderOptions {
  readonly upstreams: Readonly<Record<ServiceName, string>>
  readonly timeoutMs: number
  readonly trustProxy: boolean
}

/** Forwards requests to the services behind, streaming both ways. */
export class Forwarder implements AsyncDisposable {
  readonly #agent = new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS } })
  readonly #options: ForwarderOptions

  constructor(options: ForwarderOptions) {
    this.#options = options
  }

  /** Answers a request with what the service answers. Throws DEPENDENCY_UNAVAILABLE or DEPENDENCY_TIMEOUT. */
  async forward(service: ServiceName, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { statusCode, headers, body } = await this.#send(service, request, reply).finally(() => {
      // Answered before all of the request was read: what is still coming must not be taken for a next request.
      if (!request.raw.complete) reply.header('connection', 'close')
    })
    return reply.code(statusCode).headers(withoutHopByHop(headers)).send(body)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#agent.close()
  }

  async #send(service: ServiceName, request: FastifyRequest, reply: FastifyReply) {
    const { timeoutMs, upstreams } = this.#options
    const { origin, pathname } = new URL(upstreams[service])
    const abort = new AbortController()
    const late = dependencyTimeout(`The ${service} service did not answer within ${timeoutMs} ms.`)
    const timer = setTimeout(() => abort.abort(late), timeoutMs)
    // A client that goes away takes its request along.
    reply.raw.once('close', () => abort.abort(clientGone('The client did not wait for the answer.')))
    try {
      return await this.#agent.request({
        origin,
        path: pathname.replace(/\/$/, '') + request.url,
        method: request.method as Dispatcher.HttpMethod,
        headers: this.#headersOf(request),
        body: bodyOf(request),
        bodyTimeout: timeoutMs,
        signal: abort.signal,
      })
    } catch (cause) {
      if (cause instanceof Problem) throw cause
      throw dependencyUnavailable(`The ${service} service is unavailable.`, { cause })
    } finally {
      clearTimeout(timer)
    }
  }

  #headersOf(request: FastifyRequest) {
    const { headers, socket, protocol, host } = request
    const told = headers['x-forwarded-for']
    const earlier = this.#options.trustProxy ? told?.toString() : undefined
    const address = socket.remoteAddress ?? 'unknown'
    const forwarded = forwardHeaders(headers, { address, protocol, host, earlier })
    if (request.body === undefined) delete forwarded['content-length']
    return { ...forwarded, ...outgoingHeaders(request.context) }
  }
}

/** The body to send on: streamed, or as text where it was read already. No service reads more than the limit. */
function bodyOf({ body, headers }: FastifyRequest): Readable | string | undefined {
  if (Number(headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) throw tooLarge()
  return body instanceof Readable ? Readable.from(limitSize(body)) : (body as string | undefined)
}

async function* limitSize(body: Readable): AsyncGenerator<Buffer> {
  let sizeBytes = 0
  // The stream must survive the loop, or the client would be cut off before it is told why.
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    sizeBytes += chunk.length
    if (sizeBytes > BODY_LIMIT_BYTES) throw tooLarge()
    yield chunk
  }
}

function tooLarge(): Problem {
  return bodyTooLarge(`The body has more than ${BODY_LIMIT_BYTES} bytes.`)
}

import { Client, type Dispatcher } from 'undici'
import type { LoadRequestOptions } from '../client/load-client.ts'
import type { LoadResponse } from '../client/load-response.ts'
import { fillTemplate } from '../client/path-template.ts'
import { bodyText, type RequestBody } from '../client/request-body.ts'
import { cutQuery, joinQueries } from '../client/request-query.ts'
import type { Target } from '../client/target.ts'
import { MAX_OPEN, tooManyOpen } from '../client/too-many-open.ts'
import type { Operation } from '../engine/recorder.ts'
import { Http2Exchange } from './http2-exchange.ts'
import { PendingAnswer } from './pending-answer.ts'
import { type Destroyable, type ProtocolUser, requireRoom } from './protocol-user.ts'
import { parseHeaderLines, requestHeaders } from './request-parts.ts'
import { undiciConnector } from './undici-connector.ts'

/** What may be said about one request over HTTP/2. */
export type Http2RequestOptions = Omit<LoadRequestOptions, 'follow'>

type WithoutBody = (path: string, options?: Http2RequestOptions) => Promise<LoadResponse>
type WithBody = (path: string, body?: RequestBody, options?: Http2RequestOptions) => Promise<LoadResponse>

/**
 * Speaks HTTP/2 to one target for one virtual user: all of its requests go over one connection. It
 * answers, fails and is recorded as the clients of the scenario are.
 *
 * @example
 * const shop = await user.http2('https://shop.example.test')
 * const response = await shop.get('/products/{id}', { path: { id: 42 }, expect: 200 })
 */
export interface Http2Client {
  readonly get: WithoutBody
  readonly delete: WithoutBody
  readonly head: WithoutBody
  readonly options: WithoutBody
  readonly post: WithBody
  readonly put: WithBody
  readonly patch: WithBody
  /** Ends the connection; a request that is open fails. */
  close(): void
}

/** Opens nothing yet: the first request connects, and is measured with that. */
export function http2Client(user: ProtocolUser, target: Target): Http2Client {
  requireRoom(user, target)
  const session = new Http2Session(user, target)
  const withoutBody =
    (method: string): WithoutBody =>
    (path, options = {}) =>
      session.send({ method, path, options, body: undefined })
  const withBody =
    (method: string): WithBody =>
    (path, body, options = {}) =>
      session.send({ method, path, options, body })
  return {
    get: withoutBody('GET'),
    delete: withoutBody('DELETE'),
    head: withoutBody('HEAD'),
    options: withoutBody('OPTIONS'),
    post: withBody('POST'),
    put: withBody('PUT'),
    patch: withBody('PATCH'),
    close: () => session.destroy(),
  }
}

interface Http2Request {
  readonly method: string
  readonly path: string
  readonly body: RequestBody
  readonly options: Http2RequestOptions
}

/** Between two requests a virtual user may think for long; its connection stays, as those of HTTP/1.1 do. */
const KEEP_ALIVE_MS = 3_600_000

class Http2Session implements Destroyable {
  readonly #user: ProtocolUser
  readonly #target: Target
  readonly #client: Client
  readonly #open = new Set<PendingAnswer<LoadResponse>>()

  constructor(user: ProtocolUser, target: Target) {
    this.#user = user
    this.#target = target
    this.#client = new Client(target.origin, {
      connect: undiciConnector(target, { isHttp2: true, timeoutMs: user.timeoutMs }),
      maxResponseSize: target.limits.maxBodyBytes,
      h2Options: { maxConcurrentStreams: MAX_OPEN, pingInterval: 0 },
      // Every request has a deadline of its own for all of its answer.
      ...{ headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS },
    })
    user.opened.add(this)
  }

  async send(request: Http2Request): Promise<LoadResponse> {
    if (this.#open.size >= MAX_OPEN) throw tooManyOpen(this.#target.name, 'requests', 'await them')
    const { expect, timeoutMs = this.#user.timeoutMs } = request.options
    const { operation, ...dispatched } = this.#plan(request)
    const answer: PendingAnswer<LoadResponse> = new PendingAnswer(this.#user, {
      ...{ operation, timeoutMs },
      onTimeout: () => exchange.abort(),
    })
    const exchange = new Http2Exchange(answer, {
      expect,
      keepCookies: (head) => this.#user.cookies.keep(head, this.#target.origin + dispatched.path),
    })
    this.#open.add(answer)
    try {
      this.#client.dispatch(dispatched, exchange)
      return await answer.promise
    } finally {
      this.#open.delete(answer)
    }
  }

  destroy(): void {
    this.#user.opened.delete(this)
    for (const answer of this.#open) answer.failed({ kind: 'reset', message: 'the client was closed' })
    void this.#client.destroy()
  }

  #plan({ method, path, body, options }: Http2Request): Dispatcher.DispatchOptions & {
    operation: Operation
  } {
    const [bare, written] = cutQuery(path)
    const { template, operation } = this.#target.route(method, bare)
    const filled = fillTemplate(template, options.path) + joinQueries(written, options.query)
    const headers = requestHeaders(this.#user, this.#target.origin + filled, options)
    const text = `\r\n${bodyText(method, body, headers)}`
    const bodyAt = text.indexOf('\r\n\r\n') + 4
    return {
      ...{ method, path: filled },
      headers: { ...headers, ...parseHeaderLines(text.slice(0, bodyAt)) },
      body: bodyAt < text.length ? Buffer.from(text.slice(bodyAt), 'latin1') : null,
      operation: options.name === undefined ? operation : this.#target.operation(options.name),
    }
  }
}

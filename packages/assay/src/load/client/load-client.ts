import { Connection, type ConnectionOwner } from '../http1/connection.ts'
import { atLeastOne, requireTimeout } from '../scenario/number-bounds.ts'
import { type ExchangePlan, type Expectation, HttpExchange } from './http-exchange.ts'
import type { LoadResponse } from './load-response.ts'
import { fillTemplate, type PathValues } from './path-template.ts'
import { followRedirects, type Hop, type IsFollowed } from './redirect.ts'
import { bodyText, type RequestBody } from './request-body.ts'
import {
  addHeaderLines,
  type CommonHeaders,
  commonHeaders,
  type Headers,
  hasHeader,
  ownHeaders,
} from './request-headers.ts'
import { cutQuery, joinQueries, type Query } from './request-query.ts'
import type { Target } from './target.ts'
import { MAX_OPEN, tooManyOpen } from './too-many-open.ts'
import type { UserContext } from './user-context.ts'

/** What may be said about one request. */
export interface LoadRequestOptions {
  /** Values for the parameters of the path. */
  readonly path?: PathValues
  readonly query?: Query
  readonly headers?: Headers
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string
  /** The status, or what a function says of the answer. Default: any status below 400. */
  readonly expect?: Expectation
  /** What the request is recorded as. Default: method and path template. */
  readonly name?: string
  /** Default: the scenario's. */
  readonly timeoutMs?: number
  /** How many redirects to follow; each is a request of its own, and `expect` is about the last. Default 0. */
  readonly follow?: number
}

/** What the client says itself about a request of a chain. */
interface SentOptions extends LoadRequestOptions {
  readonly isFollowed?: IsFollowed | undefined
}

const NO_OPTIONS: SentOptions = {}
const NO_HEADERS: Headers = {}

/** Speaks to one target for one virtual user, over connections that nobody else uses. */
export class LoadClient implements ConnectionOwner {
  readonly user: UserContext
  readonly #target: Target
  readonly #idle: Connection[] = []
  readonly #connections = new Set<Connection>()
  #common: CommonHeaders | undefined

  constructor(target: Target, user: UserContext) {
    this.user = user
    this.#target = target
  }

  get(path: string, options?: LoadRequestOptions): Promise<LoadResponse> {
    return this.send('GET', path, undefined, options)
  }

  delete(path: string, options?: LoadRequestOptions): Promise<LoadResponse> {
    return this.send('DELETE', path, undefined, options)
  }

  head(path: string, options?: LoadRequestOptions): Promise<LoadResponse> {
    return this.send('HEAD', path, undefined, options)
  }

  options(path: string, options?: LoadRequestOptions): Promise<LoadResponse> {
    return this.send('OPTIONS', path, undefined, options)
  }

  post(path: string, body?: RequestBody, options?: LoadRequestOptions): Promise<LoadResponse> {
    return this.send('POST', path, body, options)
  }

  put(path: string, body?: RequestBody, options?: LoadRequestOptions): Promise<LoadResponse> {
    return this.send('PUT', path, body, options)
  }

  patch(path: string, body?: RequestBody, options?: LoadRequestOptions): Promise<LoadResponse> {
    return this.send('PATCH', path, body, options)
  }

  send(
    method: string,
    path: string,
    body: RequestBody,
    options: SentOptions = NO_OPTIONS,
  ): Promise<LoadResponse> {
    if (options.follow !== undefined && options.follow !== 0) return this.#follow(method, path, body, options)
    return new Promise((resolve, reject) => {
      const plan = this.#plan(method, path, body, options)
      this.#connection().send(new HttpExchange(this, plan, resolve, reject))
    })
  }

  async #follow(
    method: string,
    path: string,
    body: RequestBody,
    { follow = 0, ...options }: LoadRequestOptions,
  ): Promise<LoadResponse> {
    const { path: values, query, ...later } = options
    const [bare, written] = cutQuery(path)
    const { template } = this.#target.route(method, bare)
    const url = this.#target.origin + fillTemplate(template, values) + joinQueries(written, query)
    const first: Hop = { method, url, body }
    const most = atLeastOne('follow', follow, 'invalid_scenario')
    // What a redirect leads to is a URL, in which nothing is to be filled in any more.
    return followRedirects(first, most, (hop, isFollowed) =>
      hop === first
        ? this.send(method, path, body, { ...options, isFollowed })
        : this.send(hop.method, hop.url, hop.body, { ...later, isFollowed }),
    )
  }

  /** Sends a request once more, on a fresh connection. */
  sendAgain(exchange: HttpExchange): void {
    this.#open().send(exchange)
  }

  keepCookies(head: string, path: string): void {
    this.user.cookies.keep(head, this.#target.origin + path)
  }

  released(connection: Connection): void {
    this.#idle.push(connection)
  }

  closed(connection: Connection): void {
    this.#connections.delete(connection)
    this.user.registry.delete(connection)
    const at = this.#idle.indexOf(connection)
    if (at >= 0) this.#idle.splice(at, 1)
  }

  /** Ends all of its connections; what is on its way fails at once. */
  destroy(): void {
    for (const connection of this.#connections) connection.destroy()
  }

  #plan(method: string, path: string, body: RequestBody, options: SentOptions): ExchangePlan {
    const { name, timeoutMs } = options
    const [bare, written] = cutQuery(path)
    const { template, operation } = this.#target.route(method, bare)
    const filled = fillTemplate(template, options.path) + joinQueries(written, options.query)
    return {
      method,
      text: this.#text(method, filled, body, options),
      operation: name === undefined ? operation : this.#target.operation(name),
      timeoutMs: timeoutMs === undefined ? this.user.timeoutMs : requireTimeout(timeoutMs),
      expectation: options.expect,
      isFollowed: options.isFollowed,
    }
  }

  #text(method: string, path: string, body: RequestBody, { token, headers }: LoadRequestOptions): string {
    const common = this.#commonHeaders()
    const own = ownHeaders(token, headers)
    let lines = own === undefined ? common.lines : addHeaderLines(common, own)
    if (this.user.cookies.hasAny) lines += this.#cookieLine(path, own)
    const typed = common.names.has('content-type') ? common.all : own
    return `${method} ${path} HTTP/1.1\r\n${lines}${bodyText(method, body, typed)}`
  }

  /** They stay as they are until the user changes its headers. */
  #commonHeaders(): CommonHeaders {
    const { headers } = this.user
    if (this.#common?.ofUser !== headers) this.#common = commonHeaders(this.#target.host, headers)
    return this.#common
  }

  /** Whoever writes the header itself wants that one, and no other may stand beside it. */
  #cookieLine(path: string, own: Headers = NO_HEADERS): string {
    if (this.#commonHeaders().names.has('cookie') || hasHeader(own, 'cookie')) return ''
    const text = this.user.cookies.headerFor(this.#target.origin + path)
    return text === '' ? '' : `cookie: ${text}\r\n`
  }

  #connection(): Connection {
    return this.#idle.pop() ?? this.#open()
  }

  #open(): Connection {
    if (this.#connections.size >= MAX_OPEN) throw tooManyOpen(this.#target.name, 'requests', 'await them')
    const connection = new Connection(this.#target.endpoint, this)
    this.#connections.add(connection)
    this.user.registry.add(connection)
    return connection
  }
}

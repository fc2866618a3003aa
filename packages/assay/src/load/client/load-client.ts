import { Connection, type ConnectionOwner } from '../http1/connection.ts'
import type { CookieJar } from './cookie-jar.ts'
import { type ExchangePlan, type Expectation, HttpExchange } from './http-exchange.ts'
import type { LoadResponse } from './load-response.ts'
import { fillTemplate, type PathValues } from './path-template.ts'
import {
  bodyText,
  cutQuery,
  type Headers,
  headerLines,
  joinQueries,
  type Query,
  type RequestBody,
} from './request-text.ts'
import type { Target } from './target.ts'
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
  /** How many redirects to follow; each is a request of its own. Default 0. */
  readonly follow?: number
}

const MAX_CONNECTIONS = 256
const NO_OPTIONS: LoadRequestOptions = {}

/** Speaks to one target for one virtual user, over connections that nobody else uses. */
export class LoadClient implements ConnectionOwner {
  readonly user: UserContext
  readonly #target: Target
  readonly #idle: Connection[] = []
  readonly #connections = new Set<Connection>()
  readonly #start: string

  constructor(target: Target, user: UserContext) {
    this.user = user
    this.#target = target
    this.#start = ` HTTP/1.1\r\nhost: ${target.host}\r\n`
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
    options: LoadRequestOptions = NO_OPTIONS,
  ): Promise<LoadResponse> {
    if (options.follow !== undefined && options.follow > 0) return this.#follow(method, path, body, options)
    return new Promise((resolve, reject) => {
      const plan = this.#plan(method, path, body, options)
      this.#connection().send(new HttpExchange(this, plan, resolve, reject))
    })
  }

  async #follow(
    method: string,
    path: string,
    body: RequestBody,
    { follow = 0, path: _, query: __, ...options }: LoadRequestOptions,
  ): Promise<LoadResponse> {
    const response = await this.send(method, path, body, options)
    const location = response.header('location')
    if (follow === 0 || location === undefined || response.status < 300 || response.status > 399)
      return response
    const next = new URL(location, this.#target.origin + path)
    // Another host is another target: its requests are no measure of this one.
    if (next.origin !== this.#target.origin) return response
    const keepsMethod = response.status === 307 || response.status === 308
    const [nextMethod, nextBody] = keepsMethod ? [method, body] : ['GET', undefined]
    return this.#follow(nextMethod, next.pathname + next.search, nextBody, { ...options, follow: follow - 1 })
  }

  /** Sends a request once more, on a fresh connection. */
  sendAgain(exchange: HttpExchange): void {
    this.#open().send(exchange)
  }

  keepCookies(head: string): void {
    this.user.cookies.keep(head, this.#target.origin)
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

  /** Ends all of its connections. */
  destroy(): void {
    for (const connection of this.#connections) connection.destroy()
  }

  #plan(method: string, path: string, body: RequestBody, options: LoadRequestOptions): ExchangePlan {
    const { user } = this
    const [bare, written] = cutQuery(path)
    const { template, operation } = this.#target.route(method, bare)
    const filled = fillTemplate(template, options.path) + joinQueries(written, options.query)
    let headers = user.headerText
    if (user.cookies.hasAny) headers += cookieLine(user.cookies, this.#target.origin + filled)
    if (options.token !== undefined) headers += headerLines({ authorization: `Bearer ${options.token}` })
    if (options.headers !== undefined) headers += headerLines(options.headers)
    return {
      method,
      text: `${method} ${filled}${this.#start}${headers}${bodyText(method, body, options.headers)}`,
      operation: options.name === undefined ? operation : this.#target.operation(options.name),
      timeoutMs: options.timeoutMs ?? user.timeoutMs,
      expectation: options.expect,
    }
  }

  #connection(): Connection {
    return this.#idle.pop() ?? this.#open()
  }

  #open(): Connection {
    if (this.#connections.size >= MAX_CONNECTIONS) {
      throw new Error(`one virtual user has ${MAX_CONNECTIONS} requests open at once: await them`)
    }
    const connection = new Connection(this.#target.endpoint, this)
    this.#connections.add(connection)
    this.user.registry.add(connection)
    return connection
  }
}

function cookieLine(cookies: CookieJar, url: string): string {
  const text = cookies.headerFor(url)
  return text === '' ? '' : `cookie: ${text}\r\n`
}

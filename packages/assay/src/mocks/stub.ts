import type { AnswerSource } from './answer.ts'
import type { Call } from './received.ts'
import type { ConditionalRoute, StubOptions } from './stub-options.ts'
import { StubServer } from './stub-server.ts'
import type { Bounded, UnexpectedRequest } from './unexpected-request.ts'

/** A server that stands for a service: it answers as it is told and remembers what it was asked. */
export interface Stub extends AsyncDisposable {
  readonly name: string
  /** Where it listens: `http://127.0.0.1:49152`. */
  readonly url: string
  readonly port: number
  /**
   * Says what a route answers. In a path `:name` and `{name}` stand for one segment, `*` at the end
   * for the rest; the method `ANY` is for all, and `GET` answers `HEAD` too.
   *
   * Which route answers a request: segment by segment the one with the more specific path (a
   * literal, then a parameter, then `*`); of those with the same path, the one with the method itself
   * before `ANY`, then one with conditions before one without, then the one registered last. What is
   * said here comes before what the OpenAPI document says. A route for exactly the same requests is
   * replaced.
   *
   * With an OpenAPI document, answers are held to it: objects when they are registered, those of
   * functions when they are given. Only objects for `ANY` or `*`, which may be for many operations,
   * are not. A status from 300 on need not be documented, and `unchecked: true` lets anything pass.
   *
   * @throws AssayError `invalid_route`, `invalid_answer`, or `stub_contradicts_openapi` when the
   * document of the stub does not allow the answer or does not know the operation.
   *
   * @example
   * products.on('GET /products/:id', { body: { id: 'p1', price: 10 } })
   * products.on('GET /products/:id', ({ params }) => ({ body: { id: params.id } }))
   * products.on('POST /orders', [{ status: 503 }, { status: 201, body: { id: 'o1' } }])
   * products.on({ route: 'POST /orders', when: { body: { total: 0 } } }, { status: 422 })
   * products.on('GET /slow', { delayMs: 300, body: 'late' })
   * products.on('ANY /v1/*', { fault: 'reset' })
   * products.on('GET /events', { stream: [{ data: 'data: 1\n\n' }, { data: 'data: 2\n\n', delayMs: 50 }] })
   */
  on(route: string | ConditionalRoute, answer: AnswerSource): void
  /**
   * The requests received, in the order in which they had arrived completely; with a route, those
   * it is for, whichever route answered them. `dropped` says how many more there were that are no
   * longer kept.
   *
   * @example
   * products.calls('GET /products/:id').map(({ params }) => params.id) // ['p1', 'p2']
   */
  calls(route?: string): readonly Call[] & Bounded
  /**
   * How many requests were received, those that are no longer kept included.
   *
   * @throws AssayError `stub_calls_dropped` when calls are no longer kept of which it cannot be said
   * whether the route is for them.
   */
  callCount(route?: string): number
  /** Requests that nothing matched, and those whose answer failed. A test should end without any. */
  readonly unexpected: readonly UnexpectedRequest[] & Bounded
  /** Forgets calls, unexpected requests and every route but those of the OpenAPI document. */
  reset(): void
  /** Ends every connection, whatever it waits for, and stops listening. */
  close(): Promise<void>
}

/**
 * Starts a stub: a real server on a real socket.
 *
 * @throws AssayError `stub_not_started`, `openapi_unreadable` or `openapi_invalid`
 *
 * @example
 * await using products = await startStub({ name: 'products' })
 * products.on('GET /products/:id', { body: { id: 'p1', price: 10 } })
 * const response = await fetch(`${products.url}/products/p1`)
 * products.callCount('GET /products/:id') // 1
 */
export async function startStub(options: StubOptions): Promise<Stub> {
  // Only with a document: the validator it needs takes 50 ms to load.
  const documented =
    options.openapi === undefined
      ? undefined
      : await (await import('./documented-routes.ts')).loadDocumentedRoutes(options.openapi, options.name)
  return StubServer.listen(options, documented)
}

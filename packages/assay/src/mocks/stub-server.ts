import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { infrastructureError, messageOf } from '../errors/assay-error.ts'
import type { AnswerSource } from './answer.ts'
import { callsIn, countIn } from './calls.ts'
import type { DocumentedRoutes } from './documented-routes.ts'
import { createJournal } from './journal.ts'
import { onMalformed } from './malformed-request.ts'
import type { Call } from './received.ts'
import { createRequestHandler, type HandlerContext } from './request-handler.ts'
import type { ConditionalRoute, StubOptions } from './stub-options.ts'
import { createStubRoutes } from './stub-routes.ts'
import { type Bounded, createUnexpectedRequests, type UnexpectedRequest } from './unexpected-request.ts'

const DEFAULT_HOST = '127.0.0.1'
const DEFAULT_JOURNAL_SIZE = 1_000
const DEFAULT_MAX_BODY_BYTES = 1_048_576
/** All bodies of the journal together. */
const MAX_JOURNAL_BYTES = 67_108_864
/** Room for very long addresses: a stub should not be what breaks on them. */
const MAX_HEADER_BYTES = 131_072
/** Longer than the pauses between tests, so that a kept connection is not closed under a request. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000

/** The stub that `startStub` gives: a listening server, its routes and what it remembers. */
export class StubServer implements AsyncDisposable {
  readonly name: string
  readonly url: string
  readonly port: number
  readonly #server: Server
  readonly #context: HandlerContext
  #closed: Promise<unknown> | undefined

  private constructor(server: Server, context: HandlerContext) {
    const { address, port, family } = server.address() as AddressInfo
    const host =
      family === 'IPv6'
        ? `[${address.replace(/^::$/, '::1')}]`
        : address.replace(/^0\.0\.0\.0$/, DEFAULT_HOST)
    this.name = context.name
    this.url = `http://${host}:${port}`
    this.port = port
    this.#server = server
    this.#context = context
  }

  static async listen(options: StubOptions, documented: DocumentedRoutes | undefined): Promise<StubServer> {
    const { name, host = DEFAULT_HOST, port = 0 } = options
    const context = {
      name,
      maxBodyBytes: options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
      routes: createStubRoutes(documented),
      journal: createJournal(options.journalSize ?? DEFAULT_JOURNAL_SIZE, MAX_JOURNAL_BYTES),
      unexpected: createUnexpectedRequests(),
    }
    const server = createServer(
      { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS },
      createRequestHandler(context),
    )
    server.on('clientError', onMalformed(context))
    try {
      server.listen(port, host)
      await once(server, 'listening')
    } catch (error) {
      throw notStarted(options, error)
    }
    return new StubServer(server, context)
  }

  on(route: string | ConditionalRoute, answer: AnswerSource): void {
    this.#context.routes.add(route, answer)
  }

  calls(route?: string): readonly Call[] & Bounded {
    return callsIn(this.#context.journal, route)
  }

  callCount(route?: string): number {
    return countIn(this.#context.journal, this.name, route)
  }

  get unexpected(): readonly UnexpectedRequest[] & Bounded {
    return this.#context.unexpected.list()
  }

  reset(): void {
    const { routes, journal, unexpected } = this.#context
    routes.reset()
    journal.clear()
    unexpected.clear()
  }

  async close(): Promise<void> {
    this.#closed ??= once(this.#server.close(), 'close')
    this.#server.closeAllConnections()
    await this.#closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

function notStarted({ name, host = DEFAULT_HOST, port = 0 }: StubOptions, error: unknown) {
  return infrastructureError({
    code: 'stub_not_started',
    message: `Stub "${name}" cannot listen on ${host}:${port}: ${messageOf(error)}.`,
    fix: port === 0 ? 'give it a host of this machine' : 'leave out the port, and any free one is taken',
    cause: error,
  })
}

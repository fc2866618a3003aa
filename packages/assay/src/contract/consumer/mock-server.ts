import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { infrastructureError, messageOf } from '../../errors/assay-error.ts'
import { createJournal, type Journal } from '../../mocks/journal.ts'
import { receiveRequest } from '../../mocks/receive-request.ts'
import { type Received, type ReceivedRequest, toRequest } from '../../mocks/received.ts'
import { describeRequest } from '../../mocks/unexpected-answer.ts'
import { type Bounded, withDropped } from '../../mocks/unexpected-request.ts'
import type { ActualRequest } from '../matching/actual.ts'
import { matchRequest } from '../matching/match-request.ts'
import type { HttpInteraction } from '../model/pact.ts'
import { isPreflight, sendPreflight, shareAnswer } from './cross-origin.ts'
import { sendExpected, sendUnexpected } from './mock-answer.ts'
import { type ExpectedInteraction, type Near, selectInteraction } from './mock-requests.ts'

/** A server that stands for a provider in one test: it answers what its interactions expect, and nothing else. */
export interface PactMock extends AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:49152`. */
  readonly url: string
  readonly port: number
  /** The requests so far, in the order in which they had arrived completely; a bounded number of them. */
  readonly requests: readonly ReceivedRequest[] & Bounded
}

/** A request that no interaction of the test expects. */
export interface UnexpectedRequest {
  /** In one line. */
  readonly request: string
  /** The interactions that it is nearest to. */
  readonly near: readonly Near[]
}

const HOST = '127.0.0.1'
const MAX_JOURNAL_REQUESTS = 1_000
const MAX_JOURNAL_BYTES = 67_108_864
/** A larger body cannot be compared, so its request is never the expected one. */
const MAX_BODY_BYTES = 16_777_216
const MAX_HEADER_BYTES = 131_072
/** Longer than a test may pause, so that a kept connection is not closed under a request. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000
/** The first ones are the cause of the others more often than not. */
const MOST_UNEXPECTED = 20

/** What a mock is started with. */
export interface MockOptions {
  readonly provider: string
  readonly interactions: readonly HttpInteraction[]
  /** Makes generated values the same again. */
  readonly seed: string
}

/** The mock of one test: a listening server and what it has seen. */
export class MockServer implements PactMock {
  readonly url: string
  readonly port: number
  readonly expected: readonly ExpectedInteraction[]
  readonly #unexpected: UnexpectedRequest[] = []
  readonly #journal: Journal = createJournal(MAX_JOURNAL_REQUESTS, MAX_JOURNAL_BYTES)
  readonly #server: Server
  readonly #options: MockOptions
  #closed: Promise<unknown> | undefined

  private constructor(server: Server, options: MockOptions) {
    this.port = (server.address() as AddressInfo).port
    this.url = `http://${HOST}:${this.port}`
    this.#server = server
    this.#options = options
    this.expected = options.interactions.map((interaction) => ({ interaction, count: 0 }))
    server.on('request', (request, response) => this.#receive(request, response))
    server.on('clientError', (error, socket) => this.#refuse(error, socket))
  }

  /** @throws AssayError `pact_mock_not_started` */
  static async listen(options: MockOptions): Promise<MockServer> {
    const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS })
    try {
      server.listen(0, HOST)
      await once(server, 'listening')
    } catch (cause) {
      throw infrastructureError({
        code: 'pact_mock_not_started',
        message: `The mock of "${options.provider}" cannot listen on ${HOST}: ${messageOf(cause)}.`,
        fix: 'raise the number of files a process may open, or run fewer tests at a time',
        cause,
      })
    }
    return new MockServer(server, options)
  }

  get requests(): readonly ReceivedRequest[] & Bounded {
    const dropped = this.#journal.dropped().reduce((sum, { count }) => sum + count, 0)
    return withDropped(
      this.#journal.entries().map((received) => toRequest(received, [])),
      dropped,
    )
  }

  get unexpected(): readonly UnexpectedRequest[] {
    return this.#unexpected
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= once(this.#server.close(), 'close')
    // Clients that keep their connection, or wait for ever, do not hold the test.
    this.#server.closeAllConnections()
    await this.#closed
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    receiveRequest(request, MAX_BODY_BYTES, (received) => this.#answer(request, received, response))
  }

  #answer(request: IncomingMessage, received: Received, response: ServerResponse): void {
    this.#journal.add(received)
    const actual = toActual(received)
    const isWhole = received.body?.isTruncated !== true
    const { found, near } = isWhole
      ? selectInteraction(this.expected, (interaction) => matchRequest(interaction.request, actual))
      : { found: undefined, near: [] }
    if (found === undefined && isPreflight(request)) {
      received.status = 204
      sendPreflight(request, response)
      return
    }
    shareAnswer(request, response, Object.keys(found?.interaction.response.headers ?? {}))
    if (found === undefined) {
      this.#reject(received, response, { status: isWhole ? 500 : 413, near })
      return
    }
    found.count += 1
    received.status = found.interaction.response.status
    sendExpected(found, { seed: this.#options.seed, url: this.url }, response)
  }

  #reject(received: Received, response: ServerResponse, { status, near }: Rejection): void {
    received.status = status
    const request = describeRequest(toRequest(received, []))
    this.#note({ request, near })
    const { provider } = this.#options
    const title = `This is the pact mock of "${provider}", and no interaction of the test expects this request.`
    sendUnexpected({ status, title, request, near }, response)
  }

  /** What is not HTTP; or a client that went away, which is its own affair. */
  #refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
    const isMalformed = error.code?.startsWith('HPE_') === true && error.code !== 'HPE_INVALID_EOF_STATE'
    if (!isMalformed || !socket.writable) {
      socket.destroy()
      return
    }
    this.#note({ request: `what is not HTTP: ${error.message}`, near: [] })
    socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n', () =>
      socket.destroy(),
    )
  }

  #note(unexpected: UnexpectedRequest): void {
    if (this.#unexpected.length < MOST_UNEXPECTED) this.#unexpected.push(unexpected)
  }
}

interface Rejection {
  readonly status: number
  readonly near: readonly Near[]
}

function toActual({ method, path, search, rawHeaders, body }: Received): ActualRequest {
  const headers: Record<string, string[]> = Object.create(null)
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!.toLowerCase()
    headers[name] ??= []
    headers[name].push(rawHeaders[index + 1]!)
  }
  return { method, path, query: search, headers, body: body?.bytes }
}

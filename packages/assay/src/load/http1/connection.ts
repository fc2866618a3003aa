import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { ErrorKind } from '../../model/load-result.ts'
import { brokenBy, notOpenedBy } from './connection-failure.ts'
import type { ParserPool } from './parser-pool.ts'
import { ProtocolError } from './protocol-error.ts'
import type { ResponseParser } from './response-parser.ts'

/** Every socket of a thread reads into the same memory: a callback has read it before the next one writes. */
const SHARED_BYTES = 65_536
const shared = Buffer.allocUnsafeSlow(SHARED_BYTES)

/** Where a connection goes. */
export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly isSecure: boolean
  /** Whether a certificate nobody vouches for is accepted. */
  readonly isInsecureAllowed: boolean
  readonly parsers: ParserPool
}

/** Why a request got no answer. */
export interface Failure {
  readonly kind: ErrorKind
  readonly message: string
}

/** One request on its way. A connection carries one at a time. */
export interface Exchange {
  readonly method: string
  /** Head and body, one character for each byte. */
  readonly text: string
  /** When it is given up, on the clock of its owner. */
  readonly deadlineMs: number
  sent(): void
  answered(parser: ResponseParser): void
  failed(failure: Failure, connection: Connection): void
}

/** Told when a connection can carry another request, and at once when it never will. */
export interface ConnectionOwner {
  released(connection: Connection): void
  closed(connection: Connection): void
}

/** A keep-alive connection over HTTP/1.1. */
export class Connection {
  /** Whether it has carried a request before the one it carries now. */
  isReused = false
  isOpen = false
  readonly #socket: Socket
  readonly #parsers: ParserPool
  readonly #owner: ConnectionOwner
  readonly #isSecure: boolean
  #exchange: Exchange | undefined
  /** From the first byte of an answer to its last. */
  #parser: ResponseParser | undefined
  #isEnded = false
  #isDestroyed = false

  constructor(endpoint: Endpoint, owner: ConnectionOwner) {
    this.#owner = owner
    this.#isSecure = endpoint.isSecure
    this.#parsers = endpoint.parsers
    this.#socket = open(endpoint, (bytes) => this.#read(bytes))
    this.#socket.once(endpoint.isSecure ? 'secureConnect' : 'connect', () => this.#opened())
    this.#socket.once('end', () => this.#ended())
    this.#socket.once('error', (error) => this.#broke(error))
    // Without an error event nothing else has told what became of the request.
    this.#socket.once('close', () => this.abort({ kind: 'reset', message: 'the connection was closed' }))
  }

  /** Sends a request, once the connection is open. */
  send(exchange: Exchange): void {
    this.#exchange = exchange
    if (this.isOpen) this.#write(exchange)
  }

  /** Gives up when the answer has not come by its deadline. */
  expire(nowMs: number): void {
    if (this.#exchange === undefined || nowMs < this.#exchange.deadlineMs) return
    const what = this.isOpen ? 'no complete answer came' : 'no connection was made'
    this.abort({ kind: 'timeout', message: `${what} in time` })
  }

  /** Gives up on the request it carries, and on the connection. */
  abort(failure: Failure): void {
    const exchange = this.#take()
    this.#end()
    exchange?.failed(failure, this)
  }

  /** Ends it; the request that it carries fails. */
  destroy(): void {
    this.#isDestroyed = true
    this.abort({ kind: 'reset', message: 'the connection was given up before its answer was complete' })
  }

  /** Whether the server ended it before any byte of an answer, and after it had been idle. */
  get isStale(): boolean {
    return this.isReused && !this.#isDestroyed && this.#parser === undefined
  }

  #opened(): void {
    this.isOpen = true
    if (this.#exchange !== undefined) this.#write(this.#exchange)
  }

  #write(exchange: Exchange): void {
    exchange.sent()
    this.#socket.write(exchange.text, 'latin1')
  }

  #read(byteCount: number): void {
    const exchange = this.#exchange
    if (exchange === undefined) {
      // An answer nobody asked for: the connection is not to be trusted.
      this.#end()
      return
    }
    this.#parser ??= this.#parsers.take(exchange.method)
    if (this.#feed(this.#parser, byteCount)) this.#complete(this.#parser)
  }

  #feed(parser: ResponseParser, byteCount: number): boolean {
    try {
      return parser.feed(shared, byteCount)
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.abort({ kind: 'protocol', message: `${error.message} (${error.code})` })
      return false
    }
  }

  #complete(parser: ResponseParser): void {
    const exchange = this.#take()
    this.#parser = undefined
    this.isReused = true
    if (parser.isReusable && !this.#isEnded) this.#owner.released(this)
    else this.#end()
    exchange?.answered(parser)
    this.#parsers.giveBack(parser)
  }

  #ended(): void {
    if (this.#parser?.end()) this.#complete(this.#parser)
    else
      this.abort({
        kind: 'reset',
        message: 'the server closed the connection before its answer was complete',
      })
  }

  #broke(error: NodeJS.ErrnoException): void {
    this.abort(this.isOpen ? brokenBy(error) : notOpenedBy(error, this.#isSecure))
  }

  /** Its owner must not use it again, and the socket tells of its end only later. */
  #end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#socket.destroy()
    this.#owner.closed(this)
  }

  #take(): Exchange | undefined {
    const exchange = this.#exchange
    this.#exchange = undefined
    return exchange
  }
}

function open(endpoint: Endpoint, onBytes: (byteCount: number) => void): Socket {
  const { host, port } = endpoint
  const callback = (byteCount: number) => {
    onBytes(byteCount)
    return true
  }
  const options = { host, port, noDelay: true, onread: { buffer: shared, callback } }
  if (!endpoint.isSecure) return connect(options)
  return connectTls({
    ...options,
    ...(isAddress(host) ? {} : { servername: host }),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: !endpoint.isInsecureAllowed,
  })
}

function isAddress(host: string): boolean {
  return /^[\d.]+$|:/.test(host)
}

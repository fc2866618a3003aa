import type { Socket } from 'node:net'
import { KnownHeads } from '../../load/http1/known-heads.ts'
import { ProtocolError } from '../../load/http1/protocol-error.ts'
import { ResponseParser } from '../../load/http1/response-parser.ts'
import {
  type AnswerLimits,
  endedEarly,
  type NoAnswer,
  noAnswer,
  notReadable,
  type Progress,
  tooSlow,
} from './no-answer.ts'
import type { WrittenRequest } from './write-request.ts'

/** Every socket reads into the same memory: what it has read is taken before another one reads. */
export const inbox = Buffer.allocUnsafeSlow(65_536)

/** Longer than most interactions take to set up, shorter than any server keeps a connection that waits. */
const MAX_IDLE_MS = 1_000

/** When an exchange is given up. */
export interface ExchangeLimits extends AnswerLimits {
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/** An answer as it was read. */
export interface ReadAnswer {
  readonly status: number
  /** The status line and the headers, one latin1 character for each byte. */
  readonly head: string
  readonly body: Buffer
}

export type Exchanged =
  | { readonly read: ReadAnswer }
  /** Stale: the provider had given up a connection that was kept; it has not seen the request. */
  | { readonly none: NoAnswer; readonly isStale: boolean }

/** What is under way. */
interface Current {
  readonly parser: ResponseParser
  readonly limits: ExchangeLimits
  readonly settle: (exchanged: Exchanged) => void
}

/** A connection to a provider, which carries one request at a time and may be kept for the next one. */
export class ProviderConnection {
  /** Whether it can carry another request. */
  isOpen = true
  readonly #socket: Socket
  readonly #onEnd: (connection: ProviderConnection) => void
  readonly #knownHeads = new KnownHeads()
  #current: Current | undefined
  #isConnected = false
  #wasUsed = false

  /** @param open gets what takes the bytes that arrive in the inbox */
  constructor(
    open: (take: (byteCount: number) => void) => Socket,
    onEnd: (connection: ProviderConnection) => void,
  ) {
    this.#onEnd = onEnd
    this.#socket = open((byteCount) => this.#take(byteCount))
    const isSecure = 'encrypted' in this.#socket
    this.#socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      this.#isConnected = true
    })
    this.#socket.once('end', () => this.#ended())
    this.#socket.once('error', (error) => this.#giveUp(endedEarly(this.#progress, error)))
    this.#socket.once('timeout', () => this.#close())
    // Without an error nothing else has told what became of the request.
    this.#socket.once('close', () => this.#giveUp(endedEarly(this.#progress)))
  }

  /** Sends a request and reads the answer to its end. */
  exchange(request: WrittenRequest, limits: ExchangeLimits): Promise<Exchanged> {
    const parser = new ResponseParser(limits, this.#knownHeads)
    parser.begin(request.method)
    return new Promise((resolve) => {
      const interrupt = () => this.#giveUp(noAnswer('aborted', 'the run was interrupted'))
      const deadline = setTimeout(() => this.#giveUp(tooSlow(this.#progress)), limits.timeoutMs)
      limits.signal?.addEventListener('abort', interrupt, { once: true })
      const settle = (exchanged: Exchanged) => {
        clearTimeout(deadline)
        limits.signal?.removeEventListener('abort', interrupt)
        resolve(exchanged)
      }
      this.#current = { parser, limits, settle }
      this.#write(request)
    })
  }

  /** Waits for the next request, without keeping the process alive, and not for ever. */
  keep(): void {
    this.#socket.unref()
    this.#socket.setTimeout(MAX_IDLE_MS)
  }

  /** Is wanted again. */
  wake(): void {
    this.#socket.setTimeout(0)
    this.#socket.ref()
  }

  get #progress(): Progress {
    if (!this.#isConnected) return 'connecting'
    const { parser } = this.#current ?? {}
    if (parser === undefined || parser.receivedBytes === 0) return 'asked'
    return parser.status === 0 ? 'in-head' : 'in-body'
  }

  #write({ head, body }: WrittenRequest): void {
    if (body === undefined) {
      this.#socket.write(head, 'latin1')
      return
    }
    this.#socket.cork()
    this.#socket.write(head, 'latin1')
    this.#socket.write(body)
    this.#socket.uncork()
  }

  #take(byteCount: number): void {
    if (this.#current === undefined) {
      // An answer that nobody asked for: what comes next on this connection would be another's.
      this.#close()
      return
    }
    const { parser, limits } = this.#current
    try {
      if (parser.feed(inbox, byteCount)) this.#complete(parser)
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#giveUp(notReadable(error, limits))
    }
  }

  #ended(): void {
    if (this.#current?.parser.end()) this.#complete(this.#current.parser)
    else this.#giveUp(endedEarly(this.#progress))
  }

  #complete(parser: ResponseParser): void {
    const current = this.#current
    this.#current = undefined
    this.#wasUsed = true
    // Of a request that was answered before its end, the rest would still be on its way.
    if (!parser.isReusable || this.#socket.writableLength > 0) this.#close()
    const { status, body } = parser
    // A copy: headers are kept longer than bodies, and parts of a text keep all of it in memory.
    const head = Buffer.from(parser.head, 'latin1').toString('latin1')
    current?.settle({ read: { status, head, body: Buffer.from(body, 'latin1') } })
  }

  #giveUp(none: NoAnswer): void {
    const isStale = none.reason === 'broken' && this.#wasUsed && this.#progress === 'asked'
    const current = this.#current
    this.#current = undefined
    this.#close()
    current?.settle({ none, isStale })
  }

  #close(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.#socket.destroy()
    this.#onEnd(this)
  }
}

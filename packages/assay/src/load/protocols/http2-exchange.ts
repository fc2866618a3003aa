import type { Dispatcher } from 'undici'
import type { Expectation } from '../client/http-exchange.ts'
import { judgeAnswer } from '../client/judge-answer.ts'
import { LoadResponse } from '../client/load-response.ts'
import type { PendingAnswer } from './pending-answer.ts'
import { headText, type ResponseHeaders } from './response-head.ts'
import { failureOf } from './undici-connector.ts'

/** What becomes of the answer to one request. */
export interface Http2ExchangeOptions {
  readonly expect: Expectation | undefined
  readonly keepCookies: (head: string) => void
}

/** One request over HTTP/2, as undici tells of it. */
export class Http2Exchange implements Dispatcher.DispatchHandler {
  readonly #answer: PendingAnswer<LoadResponse>
  readonly #options: Http2ExchangeOptions
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #head = ''

  constructor(answer: PendingAnswer<LoadResponse>, options: Http2ExchangeOptions) {
    this.#answer = answer
    this.#options = options
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // It may have waited for a connection until its deadline.
    if (this.#answer.isSettled) this.abort()
    else this.#answer.sent()
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    // What comes before the answer, such as early hints, is replaced by it.
    this.#status = status
    this.#head = headText(`HTTP/2 ${status}`, headers)
    if (headers['set-cookie'] !== undefined) this.#options.keepCookies(this.#head)
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk)
  }

  onResponseEnd(): void {
    const body = Buffer.concat(this.#chunks)
    this.#answer.answered(
      this.#head.length + body.length,
      (durationMs) => new LoadResponse(this.#status, durationMs, this.#head, body.toString('latin1')),
      (response) => judgeAnswer<number, LoadResponse>(this.#options.expect, response),
    )
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#answer.failed(failureOf(error))
  }

  /** Gives the request up; the connection stays. */
  abort(): void {
    this.#controller?.abort(new Error('the request was given up'))
  }
}

import type { IncomingMessage } from 'node:http'
import { WebSocket } from 'ws'
import { MeasuredOperation } from '../client/measured-operation.ts'
import { bytesIn, jsonText } from '../client/request-body.ts'
import type { Target } from '../client/target.ts'
import type { Failure } from '../http1/connection.ts'
import { brokenBy, notOpenedBy } from '../http1/connection-failure.ts'
import { MessageQueue, TOO_MANY_UNREAD, type UnreadOptions } from './message-queue.ts'
import { PendingAnswer } from './pending-answer.ts'
import type { Destroyable, ProtocolUser } from './protocol-user.ts'
import type { LoadWebSocket, NextOptions, SocketRequestOptions, WebSocketMessage } from './websocket.ts'

/** What a WebSocket is, before it is opened. */
export interface WebSocketPlan {
  readonly target: Target
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly protocols: readonly string[]
  /** What connecting is recorded as. */
  readonly name: string
  /** Its path without values, for the names of the other operations. */
  readonly shown: string
  readonly timeoutMs: number
  readonly unread: UnreadOptions
}

/** What may wait to be sent, because the server does not read. */
const MAX_UNSENT_BYTES = 16_000_000

/** A WebSocket from its handshake to its end. */
export class WebSocketConnection implements LoadWebSocket, Destroyable {
  readonly connecting: PendingAnswer<LoadWebSocket>
  readonly #user: ProtocolUser
  readonly #plan: WebSocketPlan
  readonly #messages: MessageQueue<WebSocketMessage>
  readonly #socket: WebSocket

  constructor(user: ProtocolUser, plan: WebSocketPlan) {
    this.#user = user
    this.#plan = plan
    this.#messages = new MessageQueue(user, plan.unread)
    this.#socket = openSocket(plan, () => this.connecting.sent())
    this.connecting = new PendingAnswer(user, {
      operation: plan.target.operation(plan.name),
      timeoutMs: plan.timeoutMs,
      onTimeout: () => this.destroy(),
    })
    this.#listen()
    user.opened.add(this)
  }

  get protocol(): string {
    return this.#socket.protocol
  }

  send(data: unknown): void {
    const encoded = encode(data)
    const lost = this.#whyLost()
    // What cannot be sent counts as an operation, since an error belongs to one.
    if (lost !== undefined)
      throw new MeasuredOperation(this.#user, this.#operation('send')).countFailure(lost)
    this.#socket.send(encoded)
  }

  async request(data: unknown, options: SocketRequestOptions = {}): Promise<WebSocketMessage> {
    const { name, timeoutMs = this.#plan.timeoutMs, matches } = options
    const bytes = encode(data)
    const lost = this.#whyLost()
    const answer = this.#messages.await({ operation: this.#operation('request', name), timeoutMs }, matches)
    if (lost === undefined) this.#socket.send(bytes)
    return answer.promise
  }

  async next({ name, timeoutMs = this.#plan.timeoutMs }: NextOptions = {}): Promise<WebSocketMessage> {
    return this.#messages.next({ operation: this.#operation('next', name), timeoutMs })
  }

  close(): void {
    this.#messages.finish({ kind: 'scenario', message: 'the scenario closed the socket' })
    if (this.#socket.readyState === WebSocket.CLOSED) return
    this.#socket.close(1000)
    // A server that does not take leave in its turn is not waited for any longer.
    const late = setTimeout(() => this.#socket.terminate(), this.#plan.timeoutMs)
    this.#socket.once('close', () => clearTimeout(late))
  }

  destroy(): void {
    this.#lose({ kind: 'reset', message: 'the socket was closed' })
  }

  #listen(): void {
    const socket = this.#socket
    let headBytes = 0
    socket.once('upgrade', (response) => {
      headBytes = headSizeBytes(response)
      this.#keepCookies(response)
    })
    socket.once('open', () => this.connecting.answered(headBytes, () => this))
    socket.once('unexpected-response', (_, response) => this.#refused(response))
    // With the binary type that ws has by default, a message is one buffer.
    socket.on('message', (bytes: Buffer) => {
      if (!this.#messages.push(new ReceivedMessage(bytes), bytes.length)) this.#lose(TOO_MANY_UNREAD)
    })
    socket.on('error', (error) => this.#broke(error))
    socket.once('close', (code, reason) => {
      const why = reason.length === 0 ? '' : `: ${reason}`
      this.#lose({ kind: 'reset', message: `the connection was closed (${code}${why})` })
    })
  }

  #refused(response: IncomingMessage): void {
    const message = `answered ${response.statusCode}, and 101 was expected`
    this.#keepCookies(response)
    this.connecting.refused(headSizeBytes(response), { kind: 'status', message })
    this.destroy()
  }

  #broke(error: NodeJS.ErrnoException): void {
    const { isSecure } = this.#plan.target.endpoint
    if (!this.connecting.isSent) this.#lose(notOpenedBy(error, isSecure))
    // What ws finds wrong with a handshake has no code, unlike anything else.
    else if (error.code === undefined) this.#lose({ kind: 'protocol', message: error.message })
    else this.#lose(brokenBy(error))
  }

  #lose(failure: Failure): void {
    this.#user.opened.delete(this)
    this.connecting.failed(failure)
    this.#messages.finish(failure)
    this.#socket.terminate()
  }

  /** Why nothing can be sent. A server that reads nothing would have everything that is sent kept here. */
  #whyLost(): Failure | undefined {
    if (this.#socket.bufferedAmount > MAX_UNSENT_BYTES) {
      this.#lose({ kind: 'timeout', message: 'the server does not read what is sent' })
    }
    // What is sent after the server has taken leave would vanish without a word.
    if (this.#socket.readyState !== WebSocket.OPEN) {
      this.#messages.finish({ kind: 'reset', message: 'the connection is being closed' })
    }
    return this.#messages.end
  }

  #operation(what: string, name = `${what} ${this.#plan.shown}`) {
    return this.#plan.target.operation(name)
  }

  #keepCookies({ headers }: IncomingMessage): void {
    const cookies = headers['set-cookie'] ?? []
    if (cookies.length === 0) return
    const head = cookies.map((cookie) => `\r\nset-cookie: ${cookie}`).join('')
    this.#user.cookies.keep(head, this.#plan.url.href)
  }
}

/** The handshake is on its way as soon as there is a connection to write it to. */
function openSocket({ url, protocols, headers, target }: WebSocketPlan, onSent: () => void): WebSocket {
  const { isSecure, isInsecureAllowed } = target.endpoint
  return new WebSocket(url, [...protocols], {
    headers,
    rejectUnauthorized: !isInsecureAllowed,
    maxPayload: target.limits.maxBodyBytes,
    perMessageDeflate: false,
    finishRequest(request) {
      request.once('socket', (socket) => socket.once(isSecure ? 'secureConnect' : 'connect', onSent))
      request.end()
    },
  })
}

function encode(data: unknown): string | Uint8Array {
  return typeof data === 'string' ? data : (bytesIn(data) ?? jsonText(data ?? null))
}

class ReceivedMessage implements WebSocketMessage {
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  get text(): string {
    return this.bytes.toString('utf8')
  }

  json<Value = unknown>(): Value {
    return JSON.parse(this.text) as Value
  }
}

/** The status line and the header lines, each with its end. */
function headSizeBytes({ statusMessage = '', rawHeaders }: IncomingMessage): number {
  const statusLine = 'HTTP/1.1 101 \r\n'.length + statusMessage.length
  return rawHeaders.reduce((sum, text) => sum + text.length + 2, statusLine) + 2
}

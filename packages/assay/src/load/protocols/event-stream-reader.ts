import { createParser, type EventSourceMessage, type EventSourceParser } from 'eventsource-parser'
import { Client, type Dispatcher } from 'undici'
import type { Target } from '../client/target.ts'
import type { Failure } from '../http1/connection.ts'
import { MessageQueue, TOO_MANY_UNREAD, type UnreadOptions } from './message-queue.ts'
import { PendingAnswer } from './pending-answer.ts'
import type { Destroyable, ProtocolUser } from './protocol-user.ts'
import { headText, type ResponseHeaders } from './response-head.ts'
import type { EventStream, ServerSentEvent } from './server-sent-events.ts'
import { failureOf, undiciConnector } from './undici-connector.ts'
import type { NextOptions } from './websocket.ts'

/** What a stream is, before it is asked for. */
export interface EventStreamPlan {
  readonly target: Target
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** What connecting is recorded as. */
  readonly name: string
  /** Its path without values, for the name of waiting. */
  readonly shown: string
  readonly timeoutMs: number
  readonly lastEventId: string
  readonly unread: UnreadOptions
}

/** A stream of events from its request to its end, as undici tells of it. */
export class EventStreamReader implements EventStream, Destroyable, Dispatcher.DispatchHandler {
  readonly connecting: PendingAnswer<EventStream>
  lastEventId: string
  readonly #user: ProtocolUser
  readonly #plan: EventStreamPlan
  readonly #events: MessageQueue<ServerSentEvent>
  readonly #client: Client
  readonly #decoder = new TextDecoder()
  readonly #parser: EventSourceParser
  /** Since the last event. */
  #receivedBytes = 0

  constructor(user: ProtocolUser, plan: EventStreamPlan) {
    const { target, url, headers, name, timeoutMs } = plan
    this.#user = user
    this.#plan = plan
    this.lastEventId = plan.lastEventId
    this.#events = new MessageQueue(user, plan.unread)
    this.#parser = this.#createParser()
    this.#client = new Client(url.origin, {
      connect: undiciConnector(target, { isHttp2: false, timeoutMs }),
      ...{ allowH2: false, headersTimeout: 0, bodyTimeout: 0 },
    })
    this.connecting = new PendingAnswer(user, {
      ...{ operation: target.operation(name), timeoutMs },
      onTimeout: () => this.destroy(),
    })
    user.opened.add(this)
    this.#client.dispatch({ method: 'GET', path: url.pathname + url.search, headers }, this)
  }

  async next({ name, timeoutMs = this.#plan.timeoutMs }: NextOptions = {}): Promise<ServerSentEvent> {
    const operation = this.#plan.target.operation(name ?? `next ${this.#plan.shown}`)
    return this.#events.next({ operation, timeoutMs })
  }

  close(): void {
    this.#lose({ kind: 'scenario', message: 'the scenario closed the stream' })
  }

  destroy(): void {
    this.#lose({ kind: 'reset', message: 'the stream was closed' })
  }

  onRequestStart(): void {
    this.connecting.sent()
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    if (status < 200) return
    const head = headText(`HTTP/1.1 ${status}`, headers)
    if (headers['set-cookie'] !== undefined) this.#user.cookies.keep(head, this.#plan.url.href)
    const failure = noStream(status, String(headers['content-type']))
    if (failure === undefined) {
      this.connecting.answered(head.length, () => this)
    } else {
      this.connecting.refused(head.length, failure)
      this.destroy()
    }
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#events.end !== undefined) return
    this.#receivedBytes += chunk.length
    this.#parser.feed(this.#decoder.decode(chunk, { stream: true }))
  }

  onResponseEnd(): void {
    this.#lose({ kind: 'reset', message: 'the server ended the stream' })
  }

  onResponseError(_: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#lose(failureOf(error))
  }

  #createParser(): EventSourceParser {
    return createParser({
      onId: (id) => {
        this.lastEventId = id
      },
      onEvent: (message) => this.#received(message),
      onError: ({ type, message }) => {
        // Fields that are unknown are skipped, as the standard wants; an event without end is not.
        if (type === 'max-buffer-size-exceeded') this.#lose({ kind: 'protocol', message })
      },
      maxBufferSize: this.#plan.target.limits.maxBodyBytes,
    })
  }

  #received({ event = 'message', data }: EventSourceMessage): void {
    if (this.#events.end !== undefined) return
    const received = new ReceivedEvent(event, this.lastEventId, data)
    const hasRoom = this.#events.push(received, this.#receivedBytes)
    this.#receivedBytes = 0
    if (!hasRoom) this.#lose(TOO_MANY_UNREAD)
  }

  #lose(failure: Failure): void {
    this.#user.opened.delete(this)
    this.connecting.failed(failure)
    this.#events.finish(failure)
    void this.#client.destroy()
  }
}

class ReceivedEvent implements ServerSentEvent {
  readonly event: string
  readonly id: string
  readonly data: string

  constructor(event: string, id: string, data: string) {
    this.event = event
    this.id = id
    this.data = data
  }

  json<Value = unknown>(): Value {
    return JSON.parse(this.data) as Value
  }
}

/** Only an answer of 200 with this type is a stream of events, as the standard has it. */
function noStream(status: number, type: string): Failure | undefined {
  if (status !== 200) return { kind: 'status', message: `answered ${status}, and 200 was expected` }
  if (/^text\/event-stream(;|$)/i.test(type)) return undefined
  return { kind: 'protocol', message: `answered with the type ${type}, and not with text/event-stream` }
}

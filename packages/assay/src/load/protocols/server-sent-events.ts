import type { LoadRequestOptions } from '../client/load-client.ts'
import type { Target } from '../client/target.ts'
import { requireTimeout } from '../scenario/number-bounds.ts'
import { EventStreamReader } from './event-stream-reader.ts'
import type { UnreadOptions } from './message-queue.ts'
import { type ProtocolUser, requireRoom } from './protocol-user.ts'
import { requestHeaders, streamAddress } from './request-parts.ts'
import type { NextOptions } from './websocket.ts'

/** What may be said about a stream of events. */
export interface EventStreamOptions
  extends UnreadOptions,
    Pick<LoadRequestOptions, 'path' | 'query' | 'headers' | 'token' | 'name' | 'timeoutMs'> {
  /** The last event it has seen of an earlier stream, so that the server goes on from there. */
  readonly lastEventId?: string
}

/** One event, as the server sent it. */
export interface ServerSentEvent {
  /** `message` when the server does not name it. */
  readonly event: string
  /** The last id of the stream so far; empty when there was none. */
  readonly id: string
  readonly data: string
  /** @throws SyntaxError when the data is no JSON. */
  json<Value = unknown>(): Value
}

/**
 * Server-sent events for one virtual user. To connect is an operation, `connect /path`, which ends with
 * the head of the answer, and so is each wait for an event, `next /path`. A stream that ends is not
 * opened again: whoever waits gets an error of kind `reset`.
 *
 * @example
 * const stream = await user.events('orders/orders/{id}/events', { path: { id: 42 } })
 * const { data } = await stream.next()
 * stream.close()
 */
export interface EventStream {
  /** The id that a later stream would go on from; empty when the server gives none. */
  readonly lastEventId: string
  /** The oldest event nobody has read, or the next that comes: measured from when it was asked for. */
  next(options?: NextOptions): Promise<ServerSentEvent>
  /** Ends the stream; whoever still waits for an event gets an error of kind `scenario`. */
  close(): void
}

/**
 * Opens the stream at a path of a target.
 *
 * @throws RequestFailed when there is no connection, or the answer is no stream of events; it is
 * counted already.
 */
export async function serverSentEvents(
  user: ProtocolUser,
  target: Target,
  { address, ...options }: EventStreamOptions & { readonly address: string },
): Promise<EventStream> {
  requireRoom(user, target)
  const { url, shown } = streamAddress(target, address, options)
  const { name = `connect ${shown}`, timeoutMs = user.timeoutMs, lastEventId = '' } = options
  requireTimeout(timeoutMs)
  const headers = requestHeaders(user, url.href, options)
  const reader = new EventStreamReader(user, {
    ...{ url, target, name, shown, timeoutMs, lastEventId },
    headers: {
      accept: 'text/event-stream',
      'cache-control': 'no-cache',
      ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }),
      ...headers,
    },
    unread: options,
  })
  return reader.connecting.promise
}

import type { LoadRequestOptions } from '../client/load-client.ts'
import type { Target } from '../client/target.ts'
import { requireTimeout } from '../scenario/number-bounds.ts'
import type { UnreadOptions } from './message-queue.ts'
import { type ProtocolUser, requireRoom } from './protocol-user.ts'
import { requestHeaders, streamAddress } from './request-parts.ts'
import { WebSocketConnection } from './websocket-connection.ts'

/** What may be said about a WebSocket. */
export interface WebSocketOptions
  extends UnreadOptions,
    Pick<LoadRequestOptions, 'path' | 'query' | 'headers' | 'token' | 'name' | 'timeoutMs'> {
  /** Subprotocols, one of which the server has to choose. */
  readonly protocols?: readonly string[]
}

/** A message of a WebSocket. */
export interface WebSocketMessage {
  /** As text, whether or not it was sent as such. */
  readonly text: string
  readonly bytes: Buffer
  /** @throws SyntaxError when it is no JSON. */
  json<Value = unknown>(): Value
}

/** What may be said about waiting for a message. */
export interface NextOptions {
  /** What it is recorded as. Default: `next /path`, or `request /path`. */
  readonly name?: string
  /** Default: that of the connection. */
  readonly timeoutMs?: number
}

/** What may be said about a message that is answered. */
export interface SocketRequestOptions extends NextOptions {
  /** Which message is the answer. Default: the first that comes. */
  readonly matches?: (message: WebSocketMessage) => boolean
}

/**
 * A WebSocket of one virtual user. To connect is an operation, `connect /path`, and so is each wait for
 * a message. When the connection is lost, whoever waits gets an error of kind `reset`. Messages are
 * not compressed.
 *
 * @example
 * const socket = await user.webSocket('chat/rooms/{room}', { path: { room: 'general' } })
 * const reply = await socket.request({ say: 'hello' }, { matches: ({ text }) => text.includes('hello') })
 * socket.close()
 */
export interface LoadWebSocket {
  /** The subprotocol the server has chosen; empty when there is none. */
  readonly protocol: string
  /**
   * Sends bytes and text as they are and everything else as JSON. Only what cannot be sent is counted.
   *
   * @throws RequestFailed when the connection is lost.
   */
  send(data: unknown): void
  /** Sends, and waits for the answer: measured from when it was due. */
  request(data: unknown, options?: SocketRequestOptions): Promise<WebSocketMessage>
  /** The oldest message nobody has read, or the next that comes: measured from when it was asked for. */
  next(options?: NextOptions): Promise<WebSocketMessage>
  /** Takes leave of the server; whoever still waits for a message gets an error of kind `scenario`. */
  close(): void
}

/**
 * Connects to a path of a target.
 *
 * @throws RequestFailed when there is no connection; it is counted already.
 */
export async function webSocket(
  user: ProtocolUser,
  target: Target,
  { address, ...options }: WebSocketOptions & { readonly address: string },
): Promise<LoadWebSocket> {
  requireRoom(user, target)
  const { url, shown } = streamAddress(target, address, options)
  const { name = `connect ${shown}`, timeoutMs = user.timeoutMs, protocols = [] } = options
  requireTimeout(timeoutMs)
  const connection = new WebSocketConnection(user, {
    ...{ url, target, name, shown, timeoutMs, protocols },
    headers: requestHeaders(user, url.href, options),
    unread: options,
  })
  return connection.connecting.promise
}

import type { Random } from '../../base/random.ts'
import type { Headers } from '../client/request-headers.ts'
import type { GrpcClient, GrpcOptions } from '../protocols/grpc.ts'
import type { Http2Client } from '../protocols/http2.ts'
import type { EventStream, EventStreamOptions } from '../protocols/server-sent-events.ts'
import type { LoadWebSocket, WebSocketOptions } from '../protocols/websocket.ts'
import type { Feeder } from './feeder.ts'

/** One user of the load: what it keeps, and what it can do beside making requests. */
export interface VirtualUser<State = unknown, Shared = unknown> {
  /** From 0, unique in the whole scenario. */
  readonly id: number
  /** How many iterations it has begun. */
  readonly iteration: number
  /** What `setup` gave for this user. */
  readonly state: State
  /** What `before` gave, the same for all. */
  readonly shared: Shared
  /** The same numbers for this user in every run with the same seed. */
  readonly random: Random
  /** Sent with all of its requests from now on, together with those it was given before. */
  setHeaders(headers: Headers): void
  /** Sends `Authorization: Bearer …` from now on. */
  authorize(token: string): void
  /** Counts an error of kind `check` when `holds` is false; the iteration goes on. */
  check(name: string, holds: boolean): boolean
  /** Measures anything as an operation of its own: what `work` throws is counted as its error. */
  measure<Value>(operation: string, work: () => Promise<Value>): Promise<Value>
  /** A pause within an iteration, in milliseconds. */
  pause(ms: number): Promise<void>
  /** The next row of a feeder. */
  next<Row>(feeder: Feeder<Row>): Row
  /**
   * A client that speaks HTTP/2 to a target: the name of one, or `https://host` (or `http://host`, without
   * TLS and with prior knowledge). Its connection lasts as long as it does: make it in `setup`.
   *
   * @example
   * setup: (_, user) => user.http2('orders'),
   * tasks: { list: (_, user) => user.state.get('/orders') },
   */
  http2(target: string): Promise<Http2Client>
  /**
   * Opens a WebSocket at a path of a target, or at an address; it is closed with the user at the latest.
   *
   * @throws RequestFailed when there is no connection; it is counted already.
   *
   * @example
   * const socket = await user.webSocket('orders/feed/{id}', { path: { id: 42 } })
   */
  webSocket(address: string, options?: WebSocketOptions): Promise<LoadWebSocket>
  /**
   * Opens a stream of server-sent events at a path of a target, or at an address.
   *
   * @throws RequestFailed when there is no stream; it is counted already.
   *
   * @example
   * const stream = await user.events('orders/orders/{id}/events', { path: { id: 42 } })
   */
  events(address: string, options?: EventStreamOptions): Promise<EventStream>
  /**
   * A client of a gRPC service. It needs the packages `@grpc/grpc-js` and `@grpc/proto-loader`.
   *
   * @throws AssayError `grpc_missing` or `invalid_scenario`.
   *
   * @example
   * const proto = new URL('./inventory.proto', import.meta.url)
   * const inventory = await user.grpc({ target: 'inventory', proto, service: 'shop.v1.Inventory' })
   */
  grpc(options: GrpcOptions): Promise<GrpcClient>
}

import type { ExpectedAnswer } from '../client/judge-answer.ts'
import type { Target } from '../client/target.ts'
import { GrpcChannel } from './grpc-channel.ts'
import { loadGrpcService } from './load-grpc-service.ts'
import { type ProtocolUser, requireRoom } from './protocol-user.ts'

/** Which service to call, and where. */
export interface GrpcOptions {
  /** The name of a target or service, or an address: `http://host:port` without TLS, `https://` with it. */
  readonly target: string
  /** The file that defines the service. */
  readonly proto: string | URL
  /** Its name, with that of its package: `shop.v1.Inventory`. */
  readonly service: string
  /** Where files are that the file imports. */
  readonly includeDirectories?: readonly string[]
}

/** A message as plain data, with the field names of its `.proto` file; 64-bit numbers are text. */
export type GrpcMessage = Readonly<Record<string, unknown>>

/** What may be said about a call that streams its answer. */
export interface GrpcStreamOptions {
  readonly metadata?: Readonly<Record<string, string>>
  /** Sent as `authorization: Bearer …`. */
  readonly token?: string
  /** What it is recorded as. Default: `Service/Method`. */
  readonly name?: string
  /** For all of it, and told to the server. Default: the scenario's. */
  readonly timeoutMs?: number
}

/** What may be said about a call. */
export interface GrpcCallOptions extends GrpcStreamOptions {
  /** The status, such as `NOT_FOUND`, or what a function says of the answer. Default: `OK`. */
  readonly expect?: ExpectedAnswer<string, GrpcResponse<GrpcMessage>>
}

/** An answer, whatever its status. */
export interface GrpcResponse<Reply = GrpcMessage> {
  /** `OK`, `NOT_FOUND` and so on. */
  readonly status: string
  readonly ok: boolean
  /** What the server says about the status. */
  readonly details: string
  /** There is none unless the status is `OK`. */
  readonly message: Reply | undefined
  /** From the moment the call was due, in milliseconds. */
  readonly durationMs: number
}

/**
 * Calls one gRPC service for one virtual user, over a connection of its own. The promise is rejected
 * when there is no answer (a `RequestFailed`, already counted); every answer resolves it, whatever its
 * status.
 *
 * @example
 * const inventory = await user.grpc({
 *   target: 'inventory',
 *   proto: new URL('./inventory.proto', import.meta.url),
 *   service: 'shop.v1.Inventory',
 * })
 * const { message } = await inventory.call<{ count: number }>('GetStock', { product_id: 42 })
 */
export interface GrpcClient {
  /** A call with one answer, recorded as `Service/Method`. */
  call<Reply = GrpcMessage>(
    method: string,
    message?: object,
    options?: GrpcCallOptions,
  ): Promise<GrpcResponse<Reply>>
  /**
   * A call that is answered with many messages: `Service/Method` lasts until the last of them, and
   * `Service/Method first message` until the first. Whoever stops reading before has the answer.
   *
   * @throws RequestFailed for a status other than `OK` too.
   *
   * @example
   * for await (const change of inventory.stream('WatchStock', { product_id: 42 })) console.log(change)
   */
  stream<Reply = GrpcMessage>(
    method: string,
    message?: object,
    options?: GrpcStreamOptions,
  ): AsyncGenerator<Reply, void, void>
  /** Ends the connection; calls that are open fail. */
  close(): void
}

/**
 * Reads the definition of the service. The first call connects, and is measured with that.
 *
 * @throws AssayError `grpc_missing` without the packages for it; `invalid_scenario` when the file cannot
 * be read or has no such service.
 */
export async function grpcClient(
  user: ProtocolUser,
  target: Target,
  options: GrpcOptions,
): Promise<GrpcClient> {
  const service = await loadGrpcService(options)
  requireRoom(user, target)
  return new GrpcChannel(user, target, service)
}

import type { GrpcClient, GrpcOptions } from './grpc.ts'
import type { Http2Client } from './http2.ts'
import type { ProtocolUser } from './protocol-user.ts'
import type { EventStream, EventStreamOptions } from './server-sent-events.ts'
import type { TargetDirectory } from './target-directory.ts'
import type { LoadWebSocket, WebSocketOptions } from './websocket.ts'

/**
 * What a virtual user speaks beside HTTP/1.1. Most scenarios use none of it, so that the library for a
 * protocol is loaded by the first who asks; nothing is measured until it is.
 */
export class UserProtocols {
  readonly #user: ProtocolUser
  readonly #directory: TargetDirectory

  constructor(user: ProtocolUser, directory: TargetDirectory) {
    this.#user = user
    this.#directory = directory
  }

  async http2(address: string): Promise<Http2Client> {
    const target = this.#directory.target(address)
    const { http2Client } = await import('./http2.ts')
    return http2Client(this.#user, target)
  }

  async webSocket(address: string, options: WebSocketOptions = {}): Promise<LoadWebSocket> {
    const { target, path } = this.#directory.place(address)
    const { webSocket } = await import('./websocket.ts')
    return webSocket(this.#user, target, { ...options, address: path })
  }

  async events(address: string, options: EventStreamOptions = {}): Promise<EventStream> {
    const { target, path } = this.#directory.place(address)
    const { serverSentEvents } = await import('./server-sent-events.ts')
    return serverSentEvents(this.#user, target, { ...options, address: path })
  }

  async grpc(options: GrpcOptions): Promise<GrpcClient> {
    const target = this.#directory.target(options.target)
    const { grpcClient } = await import('./grpc.ts')
    return grpcClient(this.#user, target, options)
  }
}

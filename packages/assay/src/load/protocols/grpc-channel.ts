import type { Client } from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import { judgeAnswer } from '../client/judge-answer.ts'
import type { Target } from '../client/target.ts'
import { MAX_OPEN, tooManyOpen } from '../client/too-many-open.ts'
import type { GrpcCallOptions, GrpcClient, GrpcMessage, GrpcResponse, GrpcStreamOptions } from './grpc.ts'
import { GrpcCall, isGrpcStatus } from './grpc-call.ts'
import { type GrpcStatus, grpcFailure } from './grpc-failure.ts'
import { encodeMessage, type GrpcService } from './load-grpc-service.ts'
import type { Destroyable, ProtocolUser } from './protocol-user.ts'
import { plainHeaders } from './request-parts.ts'

/** The connection of one virtual user to one service. */
export class GrpcChannel implements GrpcClient, Destroyable {
  readonly #user: ProtocolUser
  readonly #target: Target
  readonly #service: GrpcService
  readonly #client: Client
  readonly #open = new Set<Destroyable>()
  #isClosed = false

  constructor(user: ProtocolUser, target: Target, service: GrpcService) {
    this.#user = user
    this.#target = target
    this.#service = service
    this.#client = openClient(target, service)
    user.opened.add(this)
  }

  async call<Reply>(
    method: string,
    message: object = {},
    options: GrpcCallOptions = {},
  ): Promise<GrpcResponse<Reply>> {
    const definition = this.#service.method(method, 'call')
    const bytes = encodeMessage(definition, message)
    const call = this.#begin<GrpcResponse>(method, definition, options)
    if (!call.answer.isSettled) await this.#connect(call)
    if (!call.answer.isSettled) this.#send(call, bytes, options)
    try {
      return (await call.answer.promise) as GrpcResponse<Reply>
    } finally {
      this.#open.delete(call)
    }
  }

  async *stream<Reply>(
    method: string,
    message: object = {},
    options: GrpcStreamOptions = {},
  ): AsyncGenerator<Reply, void, void> {
    const definition = this.#service.method(method, 'stream')
    const bytes = encodeMessage(definition, message)
    const call = this.#begin<undefined>(method, definition, options)
    const first = this.#target.operation(`${options.name ?? this.#shown(method)} first message`)
    let isFirst = true
    try {
      if (!call.answer.isSettled) await this.#connect(call)
      for await (const reply of call.answer.isSettled ? [] : this.#receive(call, bytes)) {
        if (isFirst) call.answer.reached(first, call.receivedBytes)
        isFirst = false
        yield reply as Reply
      }
    } catch (error) {
      if (!isGrpcStatus(error)) throw error
      this.#refuse(call, error)
    } finally {
      // Whoever stops reading has what it wanted, as does whoever has read all.
      call.answer.answered(call.receivedBytes, () => undefined)
      call.cancel?.()
      this.#open.delete(call)
    }
    await call.answer.promise
  }

  close(): void {
    this.destroy()
  }

  destroy(): void {
    this.#isClosed = true
    this.#user.opened.delete(this)
    for (const call of this.#open) call.destroy()
    this.#client.close()
  }

  #begin<Value>(
    method: string,
    definition: MethodDefinition<object, object>,
    { name, timeoutMs = this.#user.timeoutMs, token, metadata: headers = {} }: GrpcStreamOptions,
  ): GrpcCall<Value> {
    if (this.#open.size >= MAX_OPEN) throw tooManyOpen(this.#target.name, 'calls', 'await them')
    const metadata = new this.#service.grpc.Metadata()
    const given = plainHeaders(this.#user, { headers, ...(token === undefined ? {} : { token }) })
    for (const [key, value] of Object.entries(given)) metadata.set(key, value)
    const operation = this.#target.operation(name ?? this.#shown(method))
    const call = new GrpcCall<Value>(this.#user, { operation, definition, metadata, timeoutMs })
    this.#open.add(call)
    // The library would throw, and nobody would have counted it.
    if (this.#isClosed) call.destroy()
    return call
  }

  #connect<Value>(call: GrpcCall<Value>): Promise<void> {
    return call.connect(this.#client, this.#service.grpc.connectivityState)
  }

  #send(call: GrpcCall<GrpcResponse>, bytes: Buffer, { expect }: GrpcCallOptions): void {
    const { definition, metadata, deadline, answer } = call
    const respond = ({ code, details }: GrpcStatus, reply: object | undefined) =>
      answer.answered(
        call.receivedBytes,
        (durationMs) => ({
          ...{ status: this.#statusName(code), ok: code === 0, details, durationMs },
          message: reply as GrpcMessage | undefined,
        }),
        (response) => judgeAnswer<string, GrpcResponse>(expect, response),
      )
    const sent = this.#client.makeUnaryRequest(
      definition.path,
      asItIs,
      call.deserialize,
      bytes,
      metadata,
      { deadline },
      (error, reply) => {
        if (error === null) return respond({ code: 0, details: '' }, reply)
        const failure = grpcFailure(error, this.#target.endpoint.isSecure)
        if (failure === undefined) respond(error, undefined)
        else answer.failed(failure)
      },
    )
    call.cancel = () => sent.cancel()
  }

  #receive(call: GrpcCall<undefined>, bytes: Buffer): AsyncIterable<object> {
    const { definition, metadata, deadline } = call
    const stream = this.#client.makeServerStreamRequest(
      definition.path,
      asItIs,
      call.deserialize,
      bytes,
      metadata,
      { deadline },
    )
    call.cancel = () => stream.cancel()
    // Errors are thrown to whoever reads; that of cancelling comes when nobody does any more.
    stream.on('error', () => {})
    return stream
  }

  /** A status other than OK is an answer, but a stream has nothing to give with it. */
  #refuse({ answer, receivedBytes }: GrpcCall<undefined>, status: GrpcStatus): void {
    const failure = grpcFailure(status, this.#target.endpoint.isSecure)
    if (failure === undefined) {
      const message = `answered ${this.#statusName(status.code)}: ${status.details}`
      answer.refused(receivedBytes, { kind: 'status', message })
    } else answer.failed(failure)
  }

  #shown(method: string): string {
    return `${this.#service.shortName}/${method}`
  }

  #statusName(code: number): string {
    return this.#service.grpc.status[code] ?? String(code)
  }
}

/** Messages are encoded before they are measured. */
function asItIs(bytes: Buffer): Buffer {
  return bytes
}

function openClient({ endpoint, limits }: Target, { grpc }: GrpcService): Client {
  const { host, port, isSecure, isInsecureAllowed } = endpoint
  const credentials = isSecure
    ? grpc.credentials.createSsl(null, null, null, { rejectUnauthorized: !isInsecureAllowed })
    : grpc.credentials.createInsecure()
  return new grpc.Client(host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`, credentials, {
    // Every virtual user is a client of its own, and shares no connection.
    'grpc.use_local_subchannel_pool': 1,
    // A call that failed has failed: to try again would hide it.
    'grpc.enable_retries': 0,
    'grpc.enable_http_proxy': 0,
    'grpc.max_receive_message_length': limits.maxBodyBytes,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 1_000,
  })
}

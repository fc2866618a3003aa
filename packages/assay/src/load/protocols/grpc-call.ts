import type { Client, Metadata } from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { Operation } from '../engine/recorder.ts'
import type { GrpcStatus } from './grpc-failure.ts'
import { PendingAnswer } from './pending-answer.ts'
import type { Destroyable, ProtocolUser } from './protocol-user.ts'

/** What a call is, before it is sent. */
export interface GrpcCallPlan {
  readonly operation: Operation
  readonly definition: MethodDefinition<object, object>
  readonly metadata: Metadata
  readonly timeoutMs: number
}

/** One call on its way, of whichever kind. */
export class GrpcCall<Value> implements Destroyable {
  readonly answer: PendingAnswer<Value>
  readonly definition: MethodDefinition<object, object>
  readonly metadata: Metadata
  /** By the clock of the wall, as the library wants it. */
  readonly deadline: number
  /** Of the messages; heads are compressed together with those of other calls. */
  receivedBytes = 0
  /** Tells the library, once it knows of the call. */
  cancel: (() => void) | undefined

  constructor(user: ProtocolUser, { operation, definition, metadata, timeoutMs }: GrpcCallPlan) {
    this.definition = definition
    this.metadata = metadata
    this.deadline = Date.now() + timeoutMs
    this.answer = new PendingAnswer(user, { operation, timeoutMs, onTimeout: () => this.cancel?.() })
  }

  /** Whoever made the call is told; this only wakes those who prepare it. */
  get #settled(): Promise<void> {
    return this.answer.promise.then(
      () => {},
      () => {},
    )
  }

  readonly deserialize = (bytes: Buffer): object => {
    this.receivedBytes += bytes.length
    return this.definition.responseDeserialize(bytes)
  }

  /** A call is sent when there is a connection. When there is none to be had, the call tells why. */
  async connect(client: Client, states: typeof import('@grpc/grpc-js').connectivityState): Promise<void> {
    const channel = client.getChannel()
    let state = channel.getConnectivityState(true)
    while (state === states.IDLE || state === states.CONNECTING) {
      const { promise: change, resolve } = Promise.withResolvers<void>()
      // An error says that the time is up. Then the answer has its own deadline to wait for: to watch once
      // more would end at once, again and again, and let no timer run.
      channel.watchConnectivityState(state, this.deadline, (error) => {
        if (error === undefined) resolve()
      })
      await Promise.race([change, this.#settled])
      // A client that was closed meanwhile would connect again when it is asked.
      if (this.answer.isSettled) return
      state = channel.getConnectivityState(true)
    }
    if (state === states.READY) this.answer.sent()
  }

  destroy(): void {
    this.answer.failed({ kind: 'reset', message: 'the client was closed' })
    this.cancel?.()
  }
}

/** Whether something thrown is the end of a call. */
export function isGrpcStatus(error: unknown): error is GrpcStatus {
  return error instanceof Error && 'code' in error && 'details' in error
}

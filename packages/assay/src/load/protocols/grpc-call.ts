import type { Client, Metadata } from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { Operation } from '../engine/recorder.ts'
import type { GrpcStatus } from './grpc-failure.ts'
import { PendingAnswer } from './pending-answer.ts'
import type { Destroyable, ProtocolUser } from './protocol-user.ts'

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

  readonly deserialize = (bytes: Buffer): object => {
    this.receivedBytes += bytes.length
    return this.definition.responseDeserialize(bytes)
  }

  /** A call is sent when there is a connection. When there is none to be had, the call tells why. */
  async connect(client: Client, states: typeof import('@grpc/grpc-js').connectivityState): Promise<void> {
    const channel = client.getChannel()
    let state = channel.getConnectivityState(true)
    while (!this.answer.isSettled && (state === states.IDLE || state === states.CONNECTING)) {
      const { promise, resolve } = Promise.withResolvers<void>()
      // It says that the time is up by an error; the answer has a deadline of its own for that.
      channel.watchConnectivityState(state, this.deadline, () => resolve())
      await promise
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

import { connect, createServer, type Server, type Socket } from 'node:net'
import { onSocketLines } from '../base/socket-lines.ts'
import {
  AssayError,
  type Failure,
  type Fault,
  infrastructureError,
  messageOf,
} from '../errors/assay-error.ts'

/** One line of JSON each way: a numbered request, its reply, or a notice from the server. */
type Message =
  | { readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: SerializedFailure }
  | { readonly notice: unknown }

interface SerializedFailure extends Omit<Failure, 'cause'> {
  readonly fault: Fault
}

/** One client's conversation with the server. */
export interface RpcSession {
  handle(method: string, params: unknown): Promise<unknown>
  /** The client is gone, for whatever reason. */
  end(): void
}

/** Serves requests on a Unix socket that only this user can open. */
export async function serveRpc(
  socketPath: string,
  openSession: (notify: (notice: unknown) => void) => RpcSession,
): Promise<Server> {
  const server = createServer((socket) => serveClient(socket, openSession))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, resolve)
  })
  return server
}

function serveClient(socket: Socket, openSession: (notify: (notice: unknown) => void) => RpcSession): void {
  const send = (message: Message) => void (socket.destroyed || socket.write(`${JSON.stringify(message)}\n`))
  const session = openSession((notice) => send({ notice }))
  socket.once('close', () => session.end())
  readMessages(socket, (message) => {
    if (!('method' in message)) return
    session.handle(message.method, message.params).then(
      (result) => send({ id: message.id, result: result ?? null }),
      (error: unknown) => send({ id: message.id, failure: serialize(error) }),
    )
  })
}

/** A connection to a server of {@link serveRpc}. */
export interface RpcClient extends AsyncDisposable {
  call(method: string, params: unknown): Promise<unknown>
  onNotice(listener: (notice: unknown) => void): void
}

export async function connectRpc(socketPath: string): Promise<RpcClient> {
  const socket = connect(socketPath)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const pending = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  const listeners: ((notice: unknown) => void)[] = []
  let lastId = 0
  socket.once('close', () => {
    for (const { reject } of pending.values()) reject(connectionLost())
    pending.clear()
  })
  readMessages(socket, (message) => {
    if ('notice' in message) for (const listener of listeners) listener(message.notice)
    else if ('result' in message) settle(pending, message.id)?.resolve(message.result)
    else if ('failure' in message) settle(pending, message.id)?.reject(deserialize(message.failure))
  })
  return {
    call(method, params) {
      return new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(connectionLost())
        lastId += 1
        pending.set(lastId, { resolve, reject })
        socket.write(`${JSON.stringify({ id: lastId, method, params })}\n`)
      })
    },
    onNotice: (listener) => void listeners.push(listener),
    async [Symbol.asyncDispose]() {
      socket.destroy()
    },
  }
}

function readMessages(socket: Socket, onMessage: (message: Message) => void): void {
  onSocketLines(socket, (line) => onMessage(JSON.parse(line) as Message))
}

function settle<Value>(pending: Map<number, Value>, id: number): Value | undefined {
  const waiting = pending.get(id)
  pending.delete(id)
  return waiting
}

function serialize(error: unknown): SerializedFailure {
  if (!(error instanceof AssayError)) {
    return { fault: 'infrastructure', code: 'internal_error', message: messageOf(error) }
  }
  const { fault, code, message, evidence, fix } = error
  return { fault, code, message, evidence, ...(fix === undefined ? {} : { fix }) }
}

function deserialize({ fault, ...failure }: SerializedFailure): AssayError {
  return new AssayError(fault, failure)
}

function connectionLost() {
  return infrastructureError({
    code: 'host_lost',
    message: 'The process that runs the system is gone.',
    fix: 'run again; if it was warm, start it with assay up',
  })
}

import { createServer, type Socket } from 'node:net'
import { onSocketLines } from '../../base/socket-lines.ts'
import { infrastructureError } from '../../errors/assay-error.ts'

/**
 * What the broker's Erlang runs once it is up: it connects back and makes or removes vhosts on
 * request. That takes 15 ms, where `rabbitmqctl` takes a second and the management plugin adds
 * seconds to every boot. When the connection closes, the broker stops.
 */
export const CONTROL_PROGRAM = `
  Run = fun("open", Name) ->
            ok = rabbit_vhost:add(Name, <<"assay">>),
            rabbit_auth_backend_internal:set_permissions(
              <<"guest">>, Name, <<".*">>, <<".*">>, <<".*">>, <<"assay">>);
           ("close", Name) -> rabbit_vhost:delete(Name, <<"assay">>)
        end,
  Loop = fun Again(Socket) ->
    case gen_tcp:recv(Socket, 0) of
      {ok, Line} ->
        [Verb, Name] = string:lexemes(Line, " \\n"),
        Answer = (catch Run(Verb, list_to_binary(Name))),
        ok = gen_tcp:send(Socket, io_lib:format("~0p~n", [Answer])),
        Again(Socket);
      {error, _} -> init:stop()
    end
  end,
  spawn(fun() ->
    {ok, Socket} = gen_tcp:connect({127,0,0,1}, PORT, [list, {active, false}, {packet, line}]),
    Loop(Socket)
  end).`.replaceAll(/\s+/g, ' ')

export interface ControlChannel {
  readonly port: number
  /** Sends one command; rejects with the broker's answer when it is not `ok`. */
  send(command: string): Promise<void>
  close(): void
}

/** Listens for the broker to connect back. Commands are answered in the order they were sent. */
export async function openControlChannel(timeoutMs: number, signal: AbortSignal): Promise<ControlChannel> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, resolve)
  })
  server.unref()
  const pending: { resolve: (answer: string) => void; reject: (error: Error) => void }[] = []
  const failAll = () => {
    for (const { reject } of pending.splice(0)) reject(channelClosed())
  }
  let connectedSocket: Socket | undefined
  const connected = new Promise<Socket>((resolve, reject) => {
    server.once('connection', (socket) => {
      connectedSocket = socket
      onSocketLines(socket, (answer) => pending.shift()?.resolve(answer))
      socket.once('close', failAll)
      resolve(socket)
    })
    const late = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    late.addEventListener('abort', () => reject(channelClosed()), { once: true })
  })
  // Whoever sends sees the rejection; without a sender nobody misses the channel.
  connected.catch(() => undefined)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async send(command) {
      const socket = await connected
      const answer = await new Promise<string>((resolve, reject) => {
        if (socket.destroyed) return reject(channelClosed())
        pending.push({ resolve, reject })
        socket.write(`${command}\n`)
      })
      if (answer !== 'ok') throw commandFailed(command, answer)
    },
    close() {
      connectedSocket?.destroy()
      server.close()
    },
  }
}

function channelClosed() {
  return infrastructureError({
    code: 'broker_control_lost',
    message: 'The broker closed its control connection, or never opened it.',
    fix: "read the broker's log",
  })
}

function commandFailed(command: string, answer: string) {
  return infrastructureError({
    code: 'broker_control_failed',
    message: `The broker did not "${command}": ${answer}`,
    fix: "read the broker's log",
  })
}

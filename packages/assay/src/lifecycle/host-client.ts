import type { Crash } from '../model/part-event.ts'
import type { HostMethods, HostNotice } from './host-protocol.ts'
import { connectRpc } from './rpc.ts'

const HEARTBEAT_MS = 10_000

/** A test worker's, or another run's, connection to the process that runs the system. */
export interface HostClient extends AsyncDisposable {
  call<Method extends keyof HostMethods>(
    method: Method,
    params: HostMethods[Method]['params'],
  ): Promise<HostMethods[Method]['result']>
  /** Crashes told so far, oldest first. */
  readonly crashes: readonly Crash[]
}

export async function connectHost(
  socketPath: string,
  onCrash: (crash: Crash) => void = () => undefined,
): Promise<HostClient> {
  const rpc = await connectRpc(socketPath)
  const crashes: Crash[] = []
  rpc.onNotice((notice) => {
    const { crash } = notice as HostNotice
    crashes.push(crash)
    onCrash(crash)
  })
  // A heartbeat that fails means the host is gone; whoever needs it next will say so.
  const beat = () => rpc.call('heartbeat', null).catch(() => undefined)
  const timer = setInterval(beat, HEARTBEAT_MS).unref()
  return {
    call: (method, params) => rpc.call(method, params) as never,
    crashes,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await rpc[Symbol.asyncDispose]()
    },
  }
}

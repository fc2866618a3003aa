import { join } from 'node:path'
import type { System } from '../model/system.ts'
import type { Host } from './host.ts'
import type { HostNotice } from './host-protocol.ts'
import { LeaseSession } from './lease-session.ts'
import { serveRpc } from './rpc.ts'

export interface HostServer extends AsyncDisposable {
  readonly socketPath: string
}

/** Opens a host to test workers and other processes of the same user. */
export async function serveHost(system: System, host: Host, shutDown: () => void): Promise<HostServer> {
  const socketPath = join(host.dataDirectory, 'host.sock')
  const listeners = new Set<(notice: HostNotice) => void>()
  host.onCrash((crash) => {
    for (const listener of listeners) listener({ crash })
  })
  const sessions = new Set<LeaseSession>()
  const server = await serveRpc(socketPath, (notify) => {
    const session = new LeaseSession({ system, host, shutDown })
    listeners.add(notify)
    sessions.add(session)
    return {
      handle: (method, params) => session.handle(method, params),
      end: () => {
        listeners.delete(notify)
        sessions.delete(session)
        session.end()
      },
    }
  })
  return {
    socketPath,
    async [Symbol.asyncDispose]() {
      server.close()
      for (const session of sessions) session.end()
    },
  }
}

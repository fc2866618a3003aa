import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'
import { connect } from 'node:net'

const MAX_ATTEMPT_MS = 2_000

export interface PortProbe {
  readonly host: string
  readonly port: number
  /** Sent after connecting. */
  readonly send?: Uint8Array | string
  /** How the first bytes of the answer begin. Without it, a connection is enough. */
  readonly expect?: string
}

/** One try to speak to a port. Rejects with what was wrong. */
export function probePort(probe: PortProbe, remainingMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: probe.host, port: probe.port })
    const fail = (reason: Error) => {
      socket.destroy()
      reject(reason)
    }
    socket.setTimeout(Math.min(remainingMs, MAX_ATTEMPT_MS), () => fail(new Error('no answer')))
    socket.once('error', fail)
    socket.once('close', () => reject(new Error('closed without an answer')))
    socket.once('connect', () => {
      if (probe.send !== undefined) socket.write(probe.send)
      if (probe.expect !== undefined) return
      resolve()
      socket.destroy()
    })
    socket.once('data', (bytes) => {
      const answer = bytes.toString('latin1')
      if (!answer.startsWith(probe.expect ?? '')) return fail(new Error(`answered "${answer.slice(0, 60)}"`))
      resolve()
      socket.destroy()
    })
  })
}

/**
 * One GET; rejects unless the status is 2xx. The port is tried first: while nothing listens there,
 * which is most of the time, that costs a quarter of a request.
 */
export async function probeHttp(url: string, remainingMs: number): Promise<void> {
  const { protocol, hostname, port } = new URL(url)
  const isSecure = protocol === 'https:'
  const host = hostname.replaceAll(/[[\]]/g, '')
  await probePort({ host, port: Number(port || (isSecure ? 443 : 80)) }, remainingMs)
  const get = isSecure ? getSecure : getPlain
  const timeout = Math.min(remainingMs, MAX_ATTEMPT_MS)
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, timeout }, (response) => {
      response.resume()
      const status = response.statusCode ?? 0
      if (status >= 200 && status < 300) resolve()
      else reject(new Error(`answered ${status}`))
    })
    request.once('timeout', () => request.destroy(new Error('no answer in time')))
    request.once('error', reject)
  })
}

import { get } from 'node:http'
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

/** One GET; rejects unless the status is 2xx. */
export function probeHttp(url: string, remainingMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, timeout: Math.min(remainingMs, MAX_ATTEMPT_MS) }, (response) => {
      response.resume()
      const status = response.statusCode ?? 0
      if (status >= 200 && status < 300) resolve()
      else reject(new Error(`answered ${status}`))
    })
    request.once('timeout', () => request.destroy(new Error('no answer in time')))
    request.once('error', reject)
  })
}

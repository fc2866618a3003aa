import { connect, type Socket } from 'node:net'
import { inbox } from './provider-connection.ts'

/** Opens a socket whose bytes arrive in the inbox. */
export type OpenSocket = (take: (byteCount: number) => void) => Socket

/** How to get a socket to an address. What TLS needs is loaded when it is needed. */
export async function socketOpener(url: URL, isInsecure: boolean): Promise<OpenSocket> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isSecure = url.protocol === 'https:'
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port)
  const options = { host, port, noDelay: true }
  const reading = (take: (byteCount: number) => void) => ({
    onread: {
      buffer: inbox,
      callback: (byteCount: number) => {
        take(byteCount)
        return true
      },
    },
  })
  if (!isSecure) return (take) => connect({ ...options, ...reading(take) })
  const tls = await import('node:tls')
  const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host }
  const secure = { ...options, ...name, ALPNProtocols: ['http/1.1'], rejectUnauthorized: !isInsecure }
  return (take) => tls.connect({ ...secure, ...reading(take) })
}

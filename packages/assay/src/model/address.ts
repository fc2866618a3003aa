import type { Address, Edge } from './system.ts'

/**
 * Where a caller reaches what it depends on. By default that is the part itself; whatever wants
 * to stand between the two answers with an address of its own, and neither the definition nor the
 * service changes.
 */
export type EdgeRouter = (edge: Edge, target: Address) => Address

export const directEdges: EdgeRouter = (_edge, target) => target

/** The same part reached at another host and port. */
export function movedTo<A extends Address>(address: A, host: string, port: number): A {
  const url = new URL(address.url)
  url.hostname = host
  url.port = String(port)
  const moved = address.url.endsWith('/') ? url.href : url.href.replace(/\/$/, '')
  return { ...address, url: moved, host, port }
}

/** The endpoint of an HTTP address; default ports are filled in. */
export function endpointOf(url: string): Address {
  const { hostname, port, protocol } = new URL(url)
  const defaultPort = protocol === 'https:' ? 443 : 80
  return { url, host: hostname, port: port === '' ? defaultPort : Number(port) }
}

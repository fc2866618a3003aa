import type { Neighbours } from '../src/neighbours.ts'

/** The neighbours of the orders service, all at the one address where a test answers for them. */
export function neighboursAt(url: string): Neighbours {
  const timeoutMs = 2000
  return { products: { name: 'products', url, timeoutMs }, inventory: { name: 'inventory', url, timeoutMs } }
}

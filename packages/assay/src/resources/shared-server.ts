import type { Address } from '../model/system.ts'
import type { Supply } from './providers/provider.ts'
import type { ResourceServer } from './resource-server.ts'

/**
 * A server that Assay neither started nor may divide: every namespace is the whole server. Tests
 * on it are not isolated from each other, which the output says.
 */
export function sharedServer(
  supply: Supply & { readonly form: 'server' },
  connectionFrom: (url: string) => Address,
): ResourceServer {
  const address = connectionFrom(supply.url)
  return {
    process: undefined,
    isShared: true,
    openNamespace: () => Promise.resolve({ address, [Symbol.asyncDispose]: () => Promise.resolve() }),
    [Symbol.asyncDispose]: () => supply.close(),
  }
}

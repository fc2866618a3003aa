import type { Address } from '../model/system.ts'

/** What a handle needs of the test it belongs to. */
export interface HandleScope {
  /** Runs when the test ends, last registered first. */
  onEnd(close: () => Promise<void>): void
  /** Opens a namespace that only this test uses; it is closed when the test ends. */
  openNamespace(resource: string): Promise<Address>
}

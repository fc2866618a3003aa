import { join } from 'node:path'
import type { Peer } from './peer.ts'

const GENERATOR = join(import.meta.dirname, '..', 'assay-generator.ts')

/** Our own engine, in a process of its own as the others are. */
export const assay: Peer = {
  name: 'assay',
  async install() {
    return {
      version: 'sources',
      path: GENERATOR,
      commandFor: (workload) => ({ words: [process.execPath, GENERATOR, JSON.stringify(workload)] }),
      read: (output) => JSON.parse(output),
    }
  },
}

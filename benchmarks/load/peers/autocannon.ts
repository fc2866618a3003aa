import { installNpmPackage } from '../../npm-package.ts'
import { type Peer, scriptPath } from './peer.ts'

const VERSION = '9.0.0'

/** autocannon, in one thread: the load generator of the Node world. */
export const autocannon: Peer = {
  name: 'autocannon',
  async install() {
    const path = await installNpmPackage('autocannon', VERSION)
    return {
      version: VERSION,
      path,
      commandFor: () => ({ words: [process.execPath, scriptPath('autocannon.mjs'), path] }),
      read: (output) => JSON.parse(output),
    }
  },
}

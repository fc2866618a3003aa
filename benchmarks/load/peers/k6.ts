import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cachedFolder } from '../../cache.ts'
import { findOnPath } from '../../program.ts'
import { type Peer, scriptPath } from './peer.ts'

const VERSION = '1.8.1'
const BUILD_TIMEOUT_MS = 900_000
/** Where Go puts itself when it is not installed by a distribution. */
const GO = '/usr/local/go/bin/go'

/** k6, built from its module with the machine's Go. */
export const k6: Peer = {
  name: 'k6',
  async install() {
    const path = join(await cachedFolder(`k6-${VERSION}`, build), 'k6')
    return {
      version: VERSION,
      path,
      commandFor() {
        const flags = ['--quiet', '--no-usage-report', '--address', '']
        return { words: [path, 'run', ...flags, scriptPath('k6.js')] }
      },
      read: (output) => JSON.parse(output),
    }
  },
}

async function build(folder: string): Promise<void> {
  const go = findOnPath('go') ?? (existsSync(GO) ? GO : undefined)
  if (go === undefined) throw new Error('Go is needed to build k6, and is not on PATH')
  const env = { ...process.env, GOBIN: folder }
  await promisify(execFile)(go, ['install', `go.k6.io/k6@v${VERSION}`], { env, timeout: BUILD_TIMEOUT_MS })
}

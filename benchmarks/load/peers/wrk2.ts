import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cachedFolder } from '../../cache.ts'
import type { Peer } from './peer.ts'
import { readWrk, wrkFlags } from './wrk.ts'

const REPOSITORY = 'https://github.com/giltene/wrk2'
/** It has no releases; this is its last commit. */
const COMMIT = '44a94c17d8e6a0bac8559b53da76848e430cb7a7'
const CLONE_TIMEOUT_MS = 120_000
const BUILD_TIMEOUT_MS = 300_000
const run = promisify(execFile)

/** wrk2, which measures from the time when a request was due. It is in no package and is built from its source. */
export const wrk2: Peer = {
  name: 'wrk2',
  async install() {
    const folder = await cachedFolder(`wrk2-${COMMIT.slice(0, 12)}`, build)
    const path = join(folder, 'wrk')
    return {
      version: COMMIT.slice(0, 12),
      path,
      commandFor(workload) {
        if (workload.kind !== 'open') throw new Error('wrk2 needs an arrival rate')
        const flags = wrkFlags(workload.connections, workload.seconds)
        return { words: [path, ...flags, '--rate', String(workload.ratePerSecond), workload.url] }
      },
      read: readWrk,
    }
  },
}

async function build(folder: string): Promise<void> {
  await run('git', ['clone', '--quiet', REPOSITORY, folder], { timeout: CLONE_TIMEOUT_MS })
  await run('git', ['checkout', '--quiet', COMMIT], { cwd: folder, timeout: CLONE_TIMEOUT_MS })
  await run('make', [], { cwd: folder, timeout: BUILD_TIMEOUT_MS, maxBuffer: 2 ** 24 })
}

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cachedFolder } from '../../cache.ts'
import { findOnPath } from '../../program.ts'
import { RAW_PATH, SCENARIO, type Workload } from '../workload.ts'
import type { GeneratorFigures, Peer } from './peer.ts'

const VERSION = '1.16.0'
const BUILD_TIMEOUT_MS = 1_800_000

/** oha, built from its crate with the machine's Rust. */
export const oha: Peer = {
  name: 'oha',
  async install() {
    const path = join(await cachedFolder(`oha-${VERSION}`, build), 'bin', 'oha')
    return {
      version: VERSION,
      path,
      commandFor(workload) {
        const limits = ['-z', `${workload.seconds}s`, '-c', String(workload.connections)]
        const output = ['--worker-threads', '1', '--no-tui', '--output-format', 'json']
        return { words: [path, ...limits, ...output, ...requestFlags(workload)] }
      },
      read: readOha,
    }
  },
}

/** Its requests may differ in their URL only: in the scenario all users have one token, and no answer is read. */
function requestFlags(workload: Workload): string[] {
  const { kind, url } = workload
  if (kind === 'raw') return [url + RAW_PATH]
  if (kind === 'open') return ['-q', String(workload.ratePerSecond), '--latency-correction', url + RAW_PATH]
  const { item, list, tokenPrefix } = SCENARIO
  // In its patterns a dot is a dot, and an escaped one is any character.
  const escaped = (path: string) => path.replaceAll('?', '\\?')
  const digits = String(item.idsBelow).length - 1
  const paths = [
    ...Array<string>(item.weight).fill(`${escaped(item.path)}[0-9]{${digits}}`),
    ...Array<string>(list.weight).fill(escaped(list.path)),
  ]
  const pattern = `${url}(${paths.join('|')})`
  return ['-H', `authorization: Bearer ${tokenPrefix}0`, '--rand-regex-url', pattern]
}

async function build(folder: string): Promise<void> {
  const cargo = findOnPath('cargo')
  if (cargo === undefined) throw new Error('Rust is needed to build oha: cargo is not on PATH')
  const argv = ['install', '--quiet', '--locked', '--root', folder, `oha@${VERSION}`]
  await promisify(execFile)(cargo, argv, { timeout: BUILD_TIMEOUT_MS })
}

/** Times are in seconds. */
interface OhaReport {
  readonly summary: { readonly requestsPerSec: number }
  readonly latencyPercentiles: Readonly<Record<'p50' | 'p95' | 'p99', number>>
  readonly statusCodeDistribution: Readonly<Record<string, number>>
  readonly errorDistribution: Readonly<Record<string, number>>
}

function readOha(output: string): GeneratorFigures {
  const { summary, latencyPercentiles, statusCodeDistribution, errorDistribution }: OhaReport =
    JSON.parse(output)
  const statuses = Object.entries(statusCodeDistribution)
  const sum = (counts: readonly (readonly [string, number])[]) =>
    counts.reduce((total, [, count]) => total + count, 0)
  // What was under way when the time was up is no error.
  const failures = Object.entries(errorDistribution).filter(([name]) => !/deadline/.test(name))
  return {
    requests: sum(statuses),
    requestsPerSecond: summary.requestsPerSec,
    errors: sum(statuses.filter(([status]) => !status.startsWith('2'))) + sum(failures),
    p50Ms: latencyPercentiles.p50 * 1e3,
    p95Ms: latencyPercentiles.p95 * 1e3,
    p99Ms: latencyPercentiles.p99 * 1e3,
  }
}

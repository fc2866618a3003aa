import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cachedFolder } from '../../cache.ts'
import { findOnPath } from '../../program.ts'
import { type GeneratorFigures, type Peer, scriptPath } from './peer.ts'
import { percentileOf } from './percentile-of.ts'

const VERSION = '2.47.0'
const INSTALL_TIMEOUT_MS = 600_000
const run = promisify(execFile)

/** Locust with its faster client, in one process. */
export const locust: Peer = {
  name: 'locust',
  async install() {
    const path = join(await cachedFolder(`locust-${VERSION}`, installLocust), 'bin', 'locust')
    return {
      version: VERSION,
      path,
      commandFor({ connections, seconds, url }) {
        const users = ['--users', String(connections), '--spawn-rate', String(connections)]
        const limits = ['--run-time', `${seconds}s`, '--stop-timeout', '5', '--exit-code-on-error', '0']
        const output = ['--headless', '--json', '--skip-log-setup', '--host', url]
        return { words: [path, '--locustfile', scriptPath('locustfile.py'), ...users, ...limits, ...output] }
      },
      read: readLocust,
    }
  },
}

async function installLocust(folder: string): Promise<void> {
  const python = findOnPath('python3')
  if (python === undefined) throw new Error('Python is needed for Locust: python3 is not on PATH')
  const options = { timeout: INSTALL_TIMEOUT_MS }
  await run(python, ['-m', 'venv', folder], options)
  await run(join(folder, 'bin', 'pip'), ['install', '--quiet', `locust==${VERSION}`], options)
}

/** One line of Locust's statistics; times are in seconds since 1970, latencies are rounded by Locust. */
interface LocustEntry {
  readonly num_requests: number
  readonly num_failures: number
  readonly start_time: number
  readonly last_request_timestamp: number
  /** How many requests took how many milliseconds. */
  readonly response_times: Readonly<Record<string, number>>
}

function readLocust(output: string): GeneratorFigures {
  const entries: readonly LocustEntry[] = JSON.parse(output.slice(output.indexOf('[')))
  const sum = (figure: 'num_requests' | 'num_failures') =>
    entries.reduce((total, entry) => total + entry[figure], 0)
  const started = Math.min(...entries.map(({ start_time }) => start_time))
  const ended = Math.max(...entries.map(({ last_request_timestamp }) => last_request_timestamp))
  const counts = entries.flatMap(({ response_times }) =>
    Object.entries(response_times).map(([ms, count]) => [Number(ms), count] as const),
  )
  return {
    requests: sum('num_requests'),
    requestsPerSecond: sum('num_requests') / (ended - started),
    errors: sum('num_failures'),
    p50Ms: percentileOf(counts, 0.5),
    p95Ms: percentileOf(counts, 0.95),
    p99Ms: percentileOf(counts, 0.99),
  }
}

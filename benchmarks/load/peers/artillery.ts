import { join } from 'node:path'
import { installNpmPackage } from '../../npm-package.ts'
import type { Workload } from '../workload.ts'
import { type GeneratorFigures, type Peer, scriptPath } from './peer.ts'

const VERSION = '2.0.34'

/** Artillery, in the one worker thread that it starts on one core. */
export const artillery: Peer = {
  name: 'artillery',
  async install() {
    const folder = await installNpmPackage('artillery', VERSION)
    const path = join(folder, 'node_modules', 'artillery', 'bin', 'run')
    return {
      version: VERSION,
      path,
      commandFor(workload, reportFile) {
        const overrides = ['--overrides', JSON.stringify({ config: { phases: [phaseOf(workload)] } })]
        const output = ['--quiet', '--output', reportFile, '--target', workload.url]
        const script = scriptPath(workload.kind === 'open' ? 'artillery-open.yml' : 'artillery-closed.yml')
        return {
          words: [process.execPath, path, 'run', ...overrides, ...output, script],
          environment: { ARTILLERY_DISABLE_TELEMETRY: 'true' },
        }
      },
      read: readArtillery,
    }
  },
}

/** Artillery knows arrivals only. Users who stay until the end and arrive in the first second are nearest to a closed load. */
function phaseOf(workload: Workload): object {
  if (workload.kind === 'open') return { duration: workload.seconds, arrivalRate: workload.ratePerSecond }
  return { duration: 1, arrivalCount: workload.connections }
}

interface ArtilleryReport {
  readonly aggregate: {
    readonly counters: Readonly<Record<string, number>>
    readonly summaries: Readonly<Record<string, Readonly<Record<'p50' | 'p95' | 'p99', number>>>>
    /** Milliseconds since 1970. */
    readonly firstMetricAt: number
    readonly lastMetricAt: number
  }
}

function readArtillery(_output: string, report: string): GeneratorFigures {
  const { aggregate }: ArtilleryReport = JSON.parse(report)
  const { counters, firstMetricAt, lastMetricAt } = aggregate
  const requests = counters['http.responses'] ?? 0
  const latency = aggregate.summaries['http.response_time']
  return {
    requests,
    requestsPerSecond: requests / ((lastMetricAt - firstMetricAt) / 1e3),
    errors: counters['vusers.failed'] ?? 0,
    ...(latency === undefined ? {} : { p50Ms: latency.p50, p95Ms: latency.p95, p99Ms: latency.p99 }),
  }
}

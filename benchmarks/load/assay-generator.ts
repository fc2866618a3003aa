// Runs one workload with Assay's own engine: node assay-generator.ts <workload as JSON>
import { join } from 'node:path'
import { runScenario } from '../../packages/assay/src/load/coordinator/run-scenario.ts'
import type { ScenarioRun } from '../../packages/assay/src/load/coordinator/scenario-run.ts'
import { QUICK_TARGET } from '../../packages/assay/src/load/engine/quick-scenario.ts'
import { constantRate, constantUsers } from '../../packages/assay/src/load/scenario/load.ts'
import type { GeneratorFigures } from './peers/peer.ts'
import { RAW_PATH, type Workload } from './workload.ts'

const SCENARIO_FILE = join(import.meta.dirname, 'peers', 'scripts', 'assay.load.ts')

const workload: Workload = JSON.parse(process.argv[2]!)
console.log(JSON.stringify(await figuresOf(workload)))

/** The only place where the benchmarks meet the engine. */
async function figuresOf(load: Workload): Promise<GeneratorFigures> {
  const { total, status, notes } = await runScenario({
    ...whatFor(load),
    ...{ shownFile: '', thresholds: {}, seed: 'benchmark', threads: 1 },
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  // A generator that is the limit is what the closed workloads are about.
  if (status === 'failed' || total.dropped > 0) throw new Error(notes.join('; '))
  const { p50, p95, p99 } = total.latency
  return {
    requests: total.answered,
    requestsPerSecond: total.ratePerSecond,
    errors: total.errors,
    ...{ p50Ms: p50, p95Ms: p95, p99Ms: p99 },
  }
}

function whatFor(workload: Workload): Pick<ScenarioRun, 'name' | 'file' | 'quick' | 'load' | 'targets'> {
  const { kind, url, seconds } = workload
  const duration = `${seconds}s` as const
  const targets = [{ name: QUICK_TARGET, url }]
  const load =
    kind === 'open'
      ? constantRate({ perSecond: workload.ratePerSecond, duration })
      : constantUsers({ users: workload.connections, duration })
  if (kind === 'scenario') return { name: 'two tasks', file: SCENARIO_FILE, load, targets }
  const quick = { url: url + RAW_PATH, method: 'GET', headers: {}, body: undefined }
  return { name: 'item', file: undefined, quick, load, targets }
}

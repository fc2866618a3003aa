import { compareRuns } from '../../packages/assay/src/load/comparison/compare-runs.ts'
import type { RunSample } from '../../packages/assay/src/load/comparison/run-sample.ts'
import { runScenario } from '../../packages/assay/src/load/coordinator/run-scenario.ts'
import { QUICK_TARGET } from '../../packages/assay/src/load/engine/quick-scenario.ts'
import { constantRate } from '../../packages/assay/src/load/scenario/load.ts'
import { atLeast, atMost, type Measure, shown } from '../measure.ts'
import { TargetServer } from './target-server.ts'
import { RAW_PATH } from './workload.ts'

const BENCH = 'load-ab'
const COMPARISONS = 20
const LEAST_FOUND = 18
const ROUNDS = 10
const LOAD = constantRate({ perSecond: 250, duration: '500ms', warmUp: '100ms' })
const SERVICE_MICROSECONDS = 2_000
const SLOWDOWN = 1.1

/**
 * Compares a target with itself, and with one that takes a tenth longer, again and again: how often
 * a regression is told of that is none, and how often one is found that is there.
 */
export async function run(): Promise<Measure[]> {
  const same = await compareOften(SERVICE_MICROSECONDS)
  const slower = await compareOften(SERVICE_MICROSECONDS * SLOWDOWN)
  const count = (verdicts: readonly string[], verdict: string) =>
    verdicts.filter((found) => found === verdict).length
  return [
    atMost(BENCH, `the same against itself, ${COMPARISONS} times: regressions`, count(same, 'regression'), 0),
    atLeast(
      BENCH,
      `10 % slower, ${COMPARISONS} times: regressions`,
      count(slower, 'regression'),
      LEAST_FOUND,
    ),
    shown(BENCH, 'the same against itself: unchanged', count(same, 'unchanged')),
    shown(BENCH, 'the same against itself: inconclusive', count(same, 'inconclusive')),
    shown(BENCH, '10 % slower: inconclusive', count(slower, 'inconclusive')),
  ]
}

async function compareOften(candidateMicroseconds: number): Promise<string[]> {
  using baseline = await TargetServer.start({ serviceMicroseconds: SERVICE_MICROSECONDS })
  using candidate = await TargetServer.start({ serviceMicroseconds: candidateMicroseconds })
  const verdicts: string[] = []
  for (let comparison = 0; comparison < COMPARISONS; comparison += 1) {
    verdicts.push(await compareOnce(baseline, candidate))
  }
  return verdicts
}

async function compareOnce(baseline: TargetServer, candidate: TargetServer): Promise<string> {
  const samples = new Map<TargetServer, RunSample[]>([
    [baseline, []],
    [candidate, []],
  ])
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? [baseline, candidate] : [candidate, baseline]
    for (const target of order) samples.get(target)!.push(await measure(target, round))
  }
  return compareRuns(samples.get(baseline)!, samples.get(candidate)!).verdict
}

async function measure(target: TargetServer, round: number): Promise<RunSample> {
  const { total, status, notes } = await runScenario({
    ...{
      name: 'item',
      shownFile: '',
      file: undefined,
      load: LOAD,
      thresholds: {},
      seed: 'benchmark',
      threads: 1,
    },
    quick: { url: target.url + RAW_PATH, method: 'GET', headers: {}, body: undefined },
    targets: [{ name: QUICK_TARGET, url: target.url }],
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  if (status === 'failed' || total.errors > 0) throw new Error(notes.join('; '))
  return { round, values: { p50: total.latency.p50, p95: total.latency.p95 } }
}

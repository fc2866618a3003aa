import { join } from 'node:path'
import type { ComparedSide } from '../../packages/assay/src/load/comparison/scenario-comparison.ts'
import { runScenario } from '../../packages/assay/src/load/coordinator/run-scenario.ts'
import type { ScenarioResult } from '../../packages/assay/src/model/load-result.ts'
import { sampleOf } from '../../packages/assay/src/run/comparison-samples.ts'
import { concludeComparison } from '../../packages/assay/src/run/conclude-comparison.ts'
import type { MeasuredRun } from '../../packages/assay/src/run/measure-in-turns.ts'
import { loadScenarios } from '../../packages/assay/src/run/scenario-files.ts'
import { atLeast, atMost, type Measure, shown } from '../measure.ts'
import { TargetServer } from './target-server.ts'

const BENCH = 'load-ab'
const SCENARIO_FILE = join(import.meta.dirname, 'two-builds.load.ts')
const ROUNDS = 10
const SERVICE_MICROSECONDS = 2_000
const SLOWDOWN = 1.1
const LEAST_FOUND_SHARE = 0.9

/**
 * Compares a target with itself, and with one that takes a tenth longer, again and again, as
 * `assay load --compare` does: how often a regression is told of that is none, and how often one is
 * found that is there.
 */
export async function run(comparisons = 20): Promise<Measure[]> {
  const same = await compareOften(SERVICE_MICROSECONDS, comparisons)
  const slower = await compareOften(SERVICE_MICROSECONDS * SLOWDOWN, comparisons)
  const count = (verdicts: readonly string[], verdict: string) =>
    verdicts.filter((found) => found === verdict).length
  const [itself, tenth] = ['the same against itself', '10 % slower'].map(
    (what) => `${what}, ${comparisons} times`,
  )
  return [
    atMost(BENCH, `${itself}: regressions`, count(same, 'regression'), 0),
    atLeast(BENCH, `${tenth}: regressions`, count(slower, 'regression'), LEAST_FOUND_SHARE * comparisons),
    shown(BENCH, `${itself}: unchanged`, count(same, 'unchanged')),
    shown(BENCH, `${itself}: inconclusive`, count(same, 'inconclusive')),
    shown(BENCH, `${tenth}: inconclusive`, count(slower, 'inconclusive')),
  ]
}

async function compareOften(candidateMicroseconds: number, comparisons: number): Promise<string[]> {
  using base = await TargetServer.start({ serviceMicroseconds: SERVICE_MICROSECONDS })
  using candidate = await TargetServer.start({ serviceMicroseconds: candidateMicroseconds })
  const verdicts: string[] = []
  for (let comparison = 0; comparison < comparisons; comparison += 1) {
    verdicts.push(await compareOnce({ base, candidate }))
  }
  return verdicts
}

async function compareOnce(targets: Readonly<Record<ComparedSide, TargetServer>>): Promise<string> {
  const measured: MeasuredRun[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const order: readonly ComparedSide[] = round % 2 === 0 ? ['base', 'candidate'] : ['candidate', 'base']
    for (const side of order) {
      const result = await measureTwice(targets[side])
      // What is not valid is left out.
      if (result.status === 'valid')
        measured.push({ scenario: result.name, side, sample: sampleOf(result, round) })
    }
  }
  const scenario = { scenario: 'shop', load: '', history: [], stored: undefined }
  const [comparison] = concludeComparison([scenario], { measured, leftOut: [], rounds: ROUNDS })
  return comparison!.verdict
}

/** Once more when the generator has spoilt it. */
async function measureTwice(target: TargetServer): Promise<ScenarioResult> {
  const result = await measure(target)
  return result.status === 'invalid' ? measure(target) : result
}

async function measure({ url }: TargetServer): Promise<ScenarioResult> {
  const [scenario] = await loadScenarios(SCENARIO_FILE)
  const result = await runScenario({
    ...{ name: scenario!.name, file: SCENARIO_FILE, shownFile: '', load: scenario!.options.load },
    ...{ thresholds: {}, seed: 'benchmark', threads: undefined },
    targets: [{ name: 'shop', url }],
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  if (result.status === 'failed' || result.total.errors > 0) throw new Error(result.notes.join('; '))
  return result
}

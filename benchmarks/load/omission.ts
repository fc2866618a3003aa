import { atMost, type Measure, notMeasured, shown } from '../measure.ts'
import { type Entrant, enter, generatorOf } from './contest.ts'
import { type GeneratorResult, loadWith } from './load-with.ts'
import { trueLatencyMs } from './omission-truth.ts'
import { artillery } from './peers/artillery.ts'
import { assay } from './peers/assay.ts'
import { autocannon } from './peers/autocannon.ts'
import { k6 } from './peers/k6.ts'
import { locust } from './peers/locust.ts'
import { oha } from './peers/oha.ts'
import type { Peer } from './peers/peer.ts'
import { wrk2 } from './peers/wrk2.ts'
import { reasonOf } from './reason-of.ts'
import { TargetServer } from './target-server.ts'
import type { OpenWorkload } from './workload.ts'

const BENCH = 'load-omission'
const STALL = { everyMs: 10_000, lengthMs: 1_000 }
const WORKLOAD: Omit<OpenWorkload, 'url'> = { kind: 'open', ratePerSecond: 500, connections: 50, seconds: 30 }
const PEERS: readonly Peer[] = [assay, wrk2, k6, locust, autocannon, artillery, oha]
const MOST_ERROR_SHARE = 0.05
const PERCENTILES = [
  { name: 'p95', figure: 'p95Ms', share: 0.95 },
  { name: 'p99', figure: 'p99Ms', share: 0.99 },
] as const

/**
 * What each generator makes of a server that stands still for one second in ten. A generator that
 * measures from the moment it gets to send forgets those that had to wait for it.
 */
export async function run(peers = PEERS): Promise<Measure[]> {
  const measures = PERCENTILES.map(({ name, share }) =>
    shown(BENCH, `${name}, truth by arithmetic, ms`, trueLatencyMs(STALL, share)),
  )
  for (const entrant of await enter(peers)) {
    const outcome = await resultOf(entrant)
    measures.push(...shownBy(entrant.name, outcome))
    if (entrant.name === assay.name) measures.unshift(...judged(outcome))
  }
  return measures
}

/** Each has a target of its own, whose stalls begin with the first request. */
async function resultOf(entrant: Entrant): Promise<GeneratorResult | string> {
  using target = await TargetServer.start({ stall: STALL })
  try {
    return await loadWith(generatorOf(entrant), { ...WORKLOAD, url: target.url })
  } catch (error) {
    return reasonOf(error)
  }
}

/** Our distance from the truth, for each percentile. */
function judged(outcome: GeneratorResult | string): Measure[] {
  return PERCENTILES.map(({ name, figure, share }) => {
    const truth = trueLatencyMs(STALL, share)
    const said = typeof outcome === 'string' ? Number.NaN : (outcome[figure] ?? Number.NaN)
    const distance = Math.abs(said - truth) / truth
    const measure = atMost(
      BENCH,
      `${name} of assay: distance from the truth, share`,
      distance,
      MOST_ERROR_SHARE,
    )
    return typeof outcome === 'string' ? notMeasured(measure, outcome) : measure
  })
}

function shownBy(peer: string, outcome: GeneratorResult | string): Measure[] {
  const requests = (value: number) => shown(BENCH, `requests of ${peer}`, value)
  if (typeof outcome === 'string') return [notMeasured(requests(Number.NaN), outcome)]
  const latencies = PERCENTILES.map(({ name, figure }) => {
    const measure = shown(BENCH, `${name} of ${peer}, ms`, outcome[figure] ?? Number.NaN)
    return outcome[figure] === undefined ? notMeasured(measure, `${peer} does not tell it`) : measure
  })
  return [requests(outcome.requests), ...latencies, shown(BENCH, `errors of ${peer}`, outcome.errors)]
}

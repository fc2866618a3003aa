import { atLeast, type Measure, notMeasured, shown } from '../measure.ts'
import { medianOf, medianRatio } from '../rounds.ts'
import { type Contest, type Entrant, enter, holdContest } from './contest.ts'
import { assay } from './peers/assay.ts'
import type { Peer } from './peers/peer.ts'
import type { ClosedWorkload } from './workload.ts'

const OURS = assay.name

export interface RateComparison {
  readonly bench: string
  readonly kind: ClosedWorkload['kind']
  readonly peers: readonly Peer[]
  /** By the name of a peer: how many times its rate ours must reach at least. */
  readonly limits: Readonly<Record<string, number>>
  readonly connections: readonly number[]
  readonly rounds: number
  readonly seconds: number
}

/**
 * The rate of our engine divided by that of each peer, each alone on one core, for each number of
 * connections; and beside it, what a request costs.
 */
export async function compareRates(comparison: RateComparison): Promise<Measure[]> {
  const { kind, seconds, rounds } = comparison
  const entrants = await enter([assay, ...comparison.peers])
  const measures: Measure[] = []
  for (const connections of comparison.connections) {
    const contest = await holdContest(entrants, { kind, connections, seconds }, rounds)
    measures.push(...measuresOf(comparison, entrants, { connections, contest }))
  }
  return measures
}

function measuresOf(
  { bench, limits }: RateComparison,
  entrants: readonly Entrant[],
  { connections, contest }: { readonly connections: number; readonly contest: Contest },
): Measure[] {
  const { samples, reasons } = contest
  const names = entrants.map(({ name }) => name)
  const label = (measure: string) => `${connections} connections: ${measure}`
  const ratios = names
    .filter((name) => name !== OURS)
    .map((name) => {
      const ratio = medianRatio(samples, [OURS, name], 'requestsPerSecond')
      const measure = label(`requests/s, ${OURS} ÷ ${name}`)
      const limit = limits[name]
      const made = limit === undefined ? shown(bench, measure, ratio) : atLeast(bench, measure, ratio, limit)
      const reason = reasons.get(OURS) ?? reasons.get(name)
      return reason === undefined ? made : notMeasured(made, reason)
    })
  const absolutes = names.flatMap((name) => {
    const reason = reasons.get(name)
    const rate = shown(bench, label(`requests/s of ${name}`), medianOf(samples, name, 'requestsPerSecond'))
    if (reason !== undefined) return [notMeasured(rate, reason)]
    const cost = medianOf(samples, name, 'cpuMicrosecondsPerRequest')
    const share = Math.max(...(samples.get(name) ?? []).map(({ targetShare }) => targetShare))
    return [
      rate,
      shown(bench, label(`CPU per request of ${name}, µs`), cost),
      shown(bench, label(`share of its core that the target used for ${name}, at most`), share),
    ]
  })
  return [...ratios, ...absolutes]
}

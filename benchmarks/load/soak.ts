import { atLeast, atMost, type Measure, median, notMeasured, shown } from '../measure.ts'
import { type Entrant, enter, generatorOf } from './contest.ts'
import { loadWith } from './load-with.ts'
import { MemorySamples } from './memory-samples.ts'
import { assay } from './peers/assay.ts'
import { reasonOf } from './reason-of.ts'
import { TargetServer } from './target-server.ts'

const BENCH = 'load-soak'
const MOST_GROWTH = 1.05
const LEAST_REQUEST_SHARE = 0.99
const MEGABYTE = 2 ** 20

export interface Soak {
  readonly ratePerSecond: number
  readonly connections: number
  readonly seconds: number
  /** How long the beginning and the end are that are compared. */
  readonly windowSeconds: number
}

const TEN_MINUTES: Soak = { ratePerSecond: 1_000, connections: 50, seconds: 600, windowSeconds: 60 }

/** What the memory of a generator does in ten minutes at a fixed rate. */
export async function run(peer = assay, soak = TEN_MINUTES): Promise<Measure[]> {
  const [entrant] = await enter([peer])
  const outcome = await resultOf(entrant!, soak).catch(reasonOf)
  if (typeof outcome !== 'string') return measuresOf(outcome)
  return measuresOf(NOTHING).map((measure) => notMeasured(measure, outcome))
}

interface SoakResult {
  /** Resident memory of the generator, the median of a window. */
  readonly firstBytes: number
  readonly lastBytes: number
  /** The requests that the target has seen, of those that were due. */
  readonly requestShare: number
  readonly errors: number
}

const NOTHING: SoakResult = {
  firstBytes: Number.NaN,
  lastBytes: Number.NaN,
  requestShare: Number.NaN,
  errors: Number.NaN,
}

async function resultOf(entrant: Entrant, { windowSeconds, ...workload }: Soak): Promise<SoakResult> {
  const generator = generatorOf(entrant)
  using target = await TargetServer.start()
  using memory = new MemorySamples()
  const load = { kind: 'open', ...workload, url: target.url } as const
  const { errors } = await loadWith(generator, load, (pid) => memory.watch(pid))
  const { requests } = await target.usage()
  return {
    firstBytes: median(memory.bytes.slice(0, windowSeconds)),
    lastBytes: median(memory.bytes.slice(-windowSeconds)),
    requestShare: requests / (workload.ratePerSecond * workload.seconds),
    errors,
  }
}

function measuresOf({ firstBytes, lastBytes, requestShare, errors }: SoakResult): Measure[] {
  return [
    atMost(BENCH, 'resident memory: last minute ÷ first', lastBytes / firstBytes, MOST_GROWTH),
    atLeast(BENCH, 'requests that were made, of those that were due', requestShare, LEAST_REQUEST_SHARE),
    atMost(BENCH, 'requests with errors', errors, 0),
    shown(BENCH, 'resident memory in the first minute, MB', firstBytes / MEGABYTE),
    shown(BENCH, 'resident memory in the last minute, MB', lastBytes / MEGABYTE),
  ]
}

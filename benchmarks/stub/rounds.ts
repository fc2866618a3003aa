import { median } from '../measure.ts'
import type { ServerProcess } from './server-process.ts'
import { load, type Wrk } from './wrk.ts'

/** What one round saw of one server. */
export interface Sample {
  readonly cpuMicrosecondsPerRequest: number
  readonly requestsPerSecond: number
}

/** Samples by the name of the server, one for each round. */
export type Samples = ReadonlyMap<string, readonly Sample[]>

export interface RoundOptions {
  readonly rounds: number
  readonly seconds: number
}

/**
 * Loads the servers one after the other, round after round, so that whatever disturbs the machine
 * disturbs them alike. A first round to warm up is not counted.
 */
export async function sampleRounds(
  wrk: Wrk,
  servers: readonly ServerProcess[],
  { rounds, seconds }: RoundOptions,
): Promise<Samples> {
  const samples = new Map<string, Sample[]>(servers.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const server of servers) {
      const before = await server.cpuMicroseconds()
      const { requests, requestsPerSecond } = await load(wrk, server.url, seconds)
      const cpuMicrosecondsPerRequest = ((await server.cpuMicroseconds()) - before) / requests
      if (round > 0) samples.get(server.name)?.push({ cpuMicrosecondsPerRequest, requestsPerSecond })
    }
  }
  return samples
}

/** The median, over the rounds, of one server's figure divided by another's in the same round. */
export function medianRatio(
  samples: Samples,
  [numerator, denominator]: readonly [string, string],
  figure: keyof Sample,
): number {
  const under = samples.get(denominator) ?? []
  const ratios = (samples.get(numerator) ?? []).map(
    (sample, round) => sample[figure] / (under[round]?.[figure] ?? Number.NaN),
  )
  return median(ratios)
}

export function medianOf(samples: Samples, server: string, figure: keyof Sample): number {
  return median((samples.get(server) ?? []).map((sample) => sample[figure]))
}

import type { UsageSample } from '../../model/load-result.ts'

/** CPU of the whole machine at one moment. */
export interface MachineSample {
  /** From the start of the scenario, in milliseconds. */
  readonly atMs: number
  /** Since the sample before, by whomever: the system, the load generator, anybody else. */
  readonly busyCores: number
}

/** Half as many samples, each for two: a long load must not fill the memory, and nothing is left out. */
export function thinUsage(samples: readonly UsageSample[]): UsageSample[] {
  return inPairs(samples, (first, second) => {
    const delays = [first, second].flatMap(({ eventLoopDelayMs: delay }) => delay ?? [])
    return {
      ...first,
      ...second,
      cpuCores: (first.cpuCores + second.cpuCores) / 2,
      busiestThreadShare: (first.busiestThreadShare + second.busiestThreadShare) / 2,
      ...(delays.length > 0 && { eventLoopDelayMs: Math.max(...delays) }),
    }
  })
}

/** The same for the machine. */
export function thinMachine(samples: readonly MachineSample[]): MachineSample[] {
  return inPairs(samples, (first, second) => ({
    atMs: second.atMs,
    busyCores: (first.busyCores + second.busyCores) / 2,
  }))
}

/** One that is left over at the end stays as it is. */
function inPairs<Sample>(
  samples: readonly Sample[],
  merge: (first: Sample, second: Sample) => Sample,
): Sample[] {
  return samples.flatMap((first, place) => {
    if (place % 2 === 1) return []
    const second = samples[place + 1]
    return [second === undefined ? first : merge(first, second)]
  })
}

import type { GeneratorResult, ScenarioResult } from '../../model/load-result.ts'

/** Later than this in one of a hundred cases, latencies are those of the generator. */
const MOST_LAG_P99_MS = 5
const MOST_CPU_SHARE = 0.85
/** What the system answers when this machine, and not the target, has no room for another connection. */
const NO_ROOM_HERE = /\b(EMFILE|ENFILE|ENOBUFS|EADDRNOTAVAIL)\b/
const MORE_ROOM: Readonly<Record<string, string>> = {
  EMFILE: 'raise the limit of open files (ulimit -n), or use fewer users',
  ENFILE: 'raise the limit of open files of the machine, or use fewer users',
  ENOBUFS: 'give the machine more memory for sockets, or use fewer users',
  EADDRNOTAVAIL: 'all local ports are in use: let the target keep connections open, or use fewer users',
}

/** Why the figures are about the generator and not about the system; empty when they can be believed. */
export function reasonsAgainst(
  generator: GeneratorResult,
  { total, errorSamples }: Pick<ScenarioResult, 'total' | 'errorSamples'>,
): string[] {
  const { lag, cpuShare, threads, peakUsers } = generator
  const reasons: string[] = []
  if (lag.count === 0 || cpuShare === 0) {
    reasons.push('the generator was not measured: the measured time was too short, or nothing came of it')
  }
  if (lag.p99 > MOST_LAG_P99_MS) {
    reasons.push(
      `the generator was late: ${lag.p99.toFixed(1)} ms at the 99th percentile, and at most ${MOST_LAG_P99_MS} ms are acceptable`,
    )
  }
  if (cpuShare > MOST_CPU_SHARE) {
    reasons.push(
      `the generator was busy: in the busiest tenth of the time, one of ${threads} threads used ${percent(cpuShare)} of a core, and at most ${percent(MOST_CPU_SHARE)} are acceptable`,
    )
  }
  if (total.dropped > 0) {
    reasons.push(
      `the generator dropped ${total.dropped} of ${total.scheduled} requests that were due, because all ${peakUsers} virtual users were busy`,
    )
  }
  const [noRoom] = errorSamples.flatMap(({ message }) => NO_ROOM_HERE.exec(message) ?? [])
  if (noRoom !== undefined) {
    reasons.push(`the generator could not open more connections (${noRoom}): ${MORE_ROOM[noRoom]}`)
  }
  return reasons
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

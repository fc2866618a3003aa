import { availableParallelism } from 'node:os'
import { readText } from './proc-files.ts'

export interface MachineSampler {
  /**
   * How many cores were busy since the sample before. `undefined` where there is no `/proc`, and
   * where this process may use only some of the cores: how busy the others are limits nobody here.
   */
  sample(): number | undefined
}

/** Starts to sample the whole machine: whoever uses it up, the system under test has no more. */
export function startMachineSampler(): MachineSampler {
  const first = readTicks()
  let before = first?.cores === availableParallelism() ? first : undefined
  return {
    sample() {
      const now = before && readTicks()
      // Where not a single tick has passed, nothing is known yet.
      if (before === undefined || now === undefined || now.all === before.all) return undefined
      const unusedShare = (now.unused - before.unused) / (now.all - before.all)
      before = now
      // The kernel's count of waiting for disks may go back a little.
      return now.cores * Math.min(1, Math.max(0, 1 - unusedShare))
    },
  }
}

/** User, nice, system, idle, waiting for a disk, two kinds of interrupts, and what other machines took. */
const FIELDS = 8
const IDLE = 3
const WAITING = 4

/** Ticks of all cores together, since the machine started. */
interface MachineTicks {
  readonly cores: number
  readonly all: number
  readonly unused: number
}

function readTicks(): MachineTicks | undefined {
  const text = readText('/proc/stat')
  if (text === undefined) return undefined
  const [all] = text.split('\n', 1)
  const ticks = all!
    .trim()
    .split(/\s+/)
    .slice(1, FIELDS + 1)
    .map(Number)
  return {
    cores: text.match(/^cpu\d/gm)?.length ?? 1,
    all: ticks.reduce((sum, count) => sum + count, 0),
    unused: ticks[IDLE]! + ticks[WAITING]!,
  }
}

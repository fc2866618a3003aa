import { cpus } from 'node:os'
import { livingPids, type ProcessReading, readTree, type TreeReading } from './process-reading.ts'

/** What a process and all that descend from it used since the sample before. */
export interface ProcessUsage {
  /** 1 is a whole core. */
  readonly cpuCores: number
  /** CPU of the busiest thread: 1 is a whole core, and all that a thread can get. */
  readonly busiestThreadShare: number
  readonly memoryBytes: number
  readonly threads: number
  /** The processes that are alive. */
  readonly pids: readonly number[]
}

export interface UsageSampler {
  /** `undefined` once the process has ended, and always where there is no `/proc`. */
  sample(): ProcessUsage | undefined
}

const CORES = cpus().length

/** A total is cut to ticks of 10 ms twice: the user's time and the system's. */
const TOTAL_IS_SHORT_BY_MS = 20

/**
 * Starts to sample a process and all that descend from it. The first sample tells what was used
 * since this call. Only Linux tells all of it in files that are cheap to read; elsewhere there are
 * no samples, because a number nobody measured is worse than none.
 */
export function startUsageSampler(root: number): UsageSampler {
  const first = readTree(root)
  let before = first && refined(undefined, first)
  return {
    sample() {
      const read = before && readTree(root)
      const isSame = read?.processes.get(root)?.startTime === before?.processes.get(root)?.startTime
      const now = read && isSame ? refined(before, read) : undefined
      const usage = before && now && usageBetween(before, now)
      before = now
      return usage
    },
  }
}

/**
 * A total knows the threads that have ended, but is cut to ticks; the threads' own times are exact,
 * but go with the thread. So what the threads used is added up, and the total keeps the sum within
 * the two ticks by which it can be short: exact from sample to sample, and nothing is lost in the end.
 */
export function refined(before: TreeReading | undefined, now: TreeReading): TreeReading {
  const processes = [...now.processes].map(([pid, process]) => {
    const earlier = earlierOf(before, pid, process)
    const added = sum([...process.threadCpuMs].map(([id, cpuMs]) => sinceBefore(earlier, id, cpuMs)))
    const estimate = (earlier?.cpuMs ?? 0) + added
    const cpuMs = Math.min(Math.max(estimate, process.cpuMs), process.cpuMs + TOTAL_IS_SHORT_BY_MS)
    return [pid, { ...process, cpuMs: Math.max(cpuMs, earlier?.cpuMs ?? 0) }] as const
  })
  return { ...now, processes: new Map(processes) }
}

/** What was used between two refined readings of the same tree. */
export function usageBetween(before: TreeReading, now: TreeReading): ProcessUsage {
  const elapsedMs = Math.max(1, now.atMs - before.atMs)
  const processes = [...now.processes.values()]
  return {
    // The kernel's counters lag by a tick, so a short interval can seem to hold more than there is.
    cpuCores: Math.min(CORES, cpuMsBetween(before, now) / elapsedMs),
    busiestThreadShare: Math.min(1, busiestThreadMs(before, now) / elapsedMs),
    memoryBytes: memoryOf(processes),
    threads: sum(processes.map(({ threadCpuMs }) => threadCpuMs.size)),
    pids: livingPids(now),
  }
}

/**
 * CPU of what lives, and of what ended in between. A process that ends takes its own counters with
 * it, and its parent collects the total: of that, what was counted while it lived is taken off.
 * A parent that does not care for its children (SIGCHLD ignored) collects nothing; the rest of
 * theirs is then nowhere, and never less than nothing.
 */
function cpuMsBetween(before: TreeReading, now: TreeReading): number {
  const counted = countedOfEnded(before, now)
  const used = [...now.processes].map(([pid, process]) => {
    const earlier = earlierOf(before, pid, process)
    const own = process.cpuMs - (earlier?.cpuMs ?? 0)
    const collected = process.collectedCpuMs - (earlier?.collectedCpuMs ?? 0)
    return own + Math.max(0, collected - (counted.get(pid) ?? 0))
  })
  return sum(used)
}

/** CPU of ended processes that earlier samples have counted, by the living process that has collected it. */
function countedOfEnded(before: TreeReading, now: TreeReading): Map<number, number> {
  const counted = new Map<number, number>()
  for (const [pid, process] of before.processes) {
    if (isIn(now, pid, process)) continue
    const heir = livingAncestor(before, now, process)
    if (heir === undefined) continue
    counted.set(heir, (counted.get(heir) ?? 0) + process.cpuMs + process.collectedCpuMs)
  }
  return counted
}

function livingAncestor(before: TreeReading, now: TreeReading, process: ProcessReading): number | undefined {
  for (let pid = process.parent; ; ) {
    const ancestor = before.processes.get(pid)
    if (ancestor === undefined || isIn(now, pid, ancestor)) return ancestor && pid
    pid = ancestor.parent
  }
}

function busiestThreadMs(before: TreeReading, now: TreeReading): number {
  let busiest = 0
  for (const [pid, process] of now.processes) {
    const earlier = earlierOf(before, pid, process)
    for (const [id, cpuMs] of process.threadCpuMs)
      busiest = Math.max(busiest, sinceBefore(earlier, id, cpuMs))
  }
  return busiest
}

/** A thread that was not there before has used all it has since; so has one that got an old number. */
function sinceBefore(earlier: ProcessReading | undefined, thread: number, cpuMs: number): number {
  const earlierMs = earlier?.threadCpuMs.get(thread) ?? 0
  return cpuMs >= earlierMs ? cpuMs - earlierMs : cpuMs
}

/**
 * Private memory of each, and once the most that any of them shares. The sum of resident memory
 * counts a database's buffers once for each connection: 1.8 GB for a PostgreSQL with 20 of them
 * that really takes 135 MB. The kernel can divide what is shared by those who share it, but walks
 * over every page for that, holding up the process meanwhile: 27 ms a sample there, 8 ms for 12
 * idle Node services. This says 153 MB, for a third of a millisecond.
 */
function memoryOf(processes: readonly ProcessReading[]): number {
  const mostShared = Math.max(0, ...processes.map(({ sharedBytes }) => sharedBytes))
  return mostShared + sum(processes.map(({ residentBytes, sharedBytes }) => residentBytes - sharedBytes))
}

/** The same process in an earlier reading; not another one that got its number. */
function earlierOf(before: TreeReading | undefined, pid: number, process: ProcessReading) {
  const earlier = before?.processes.get(pid)
  return earlier?.startTime === process.startTime ? earlier : undefined
}

function isIn(tree: TreeReading, pid: number, process: ProcessReading): boolean {
  return tree.processes.get(pid)?.startTime === process.startTime
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

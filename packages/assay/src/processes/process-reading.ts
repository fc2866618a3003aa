import { monotonicMs } from '../base/clock.ts'
import { numberedEntries, readProc, statFields, ticksToMs } from './proc-files.ts'
import { processTree } from './process-table.ts'

/** What the kernel tells about one process at one moment. */
export interface ProcessReading {
  /** With the pid it names a process for good. */
  readonly startTime: string
  readonly parent: number
  /** Ended, and not yet collected by its parent. */
  readonly isZombie: boolean
  /** CPU of all threads it has or had. */
  readonly cpuMs: number
  /** CPU of the children it has collected, and of those they had collected. */
  readonly collectedCpuMs: number
  /** CPU of each thread it has now. */
  readonly threadCpuMs: ReadonlyMap<number, number>
  readonly residentBytes: number
  /** The resident memory that is of files or shared, such as a database's buffers. */
  readonly sharedBytes: number
}

/** A process and all that descend from it, at one moment. */
export interface TreeReading {
  readonly root: number
  readonly atMs: number
  readonly processes: ReadonlyMap<number, ProcessReading>
}

const MOST_TRIES = 3

/**
 * `undefined` when the root has ended, and on systems without `/proc`.
 *
 * A process that ends while the tree is read would be in neither place, its own counters gone and
 * its parent's read before they rose; and at the next reading its whole life would seem new. So the
 * tree is then read again.
 */
export function readTree(root: number): TreeReading | undefined {
  for (let tries = 1; ; tries += 1) {
    const atMs = monotonicMs()
    const pids = processTree(root)
    const processes = new Map<number, ProcessReading>()
    for (const pid of pids) {
      const reading = readProcess(pid)
      if (reading !== undefined) processes.set(pid, reading)
    }
    const first = processes.get(root)
    if (first === undefined || first.isZombie) return undefined
    if (processes.size === pids.length || tries === MOST_TRIES) return { root, atMs, processes }
  }
}

/** The processes of a tree that can still do something. */
export function livingPids(tree: TreeReading): number[] {
  return [...tree.processes].filter(([, { isZombie }]) => !isZombie).map(([pid]) => pid)
}

function readProcess(pid: number): ProcessReading | undefined {
  const fields = statFields(pid)
  const pages = readProc(pid, 'statm')?.split(' ')
  if (fields === undefined || pages === undefined) return undefined
  return {
    startTime: fields[19]!,
    parent: Number(fields[1]),
    isZombie: fields[0] === 'Z',
    cpuMs: ticksToMs(fields[11]) + ticksToMs(fields[12]),
    collectedCpuMs: ticksToMs(fields[13]) + ticksToMs(fields[14]),
    threadCpuMs: readThreads(pid),
    residentBytes: Number(pages[1]) * pageBytes(),
    sharedBytes: Number(pages[2]) * pageBytes(),
  }
}

function readThreads(pid: number): Map<number, number> {
  const threads = new Map<number, number>()
  for (const thread of numberedEntries(`/proc/${pid}/task`)) {
    const cpuMs = readThreadCpuMs(pid, thread)
    if (cpuMs !== undefined) threads.set(thread, cpuMs)
  }
  return threads
}

/** `schedstat` counts nanoseconds; `stat` only ticks of 10 ms, which is coarse for half a second. */
function readThreadCpuMs(pid: number, thread: number): number | undefined {
  if (hasSchedstat()) {
    const nanoseconds = readProc(pid, `task/${thread}/schedstat`)?.split(' ', 1)[0]
    return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1e6
  }
  const fields = statFields(pid, `task/${thread}/stat`)
  return fields === undefined ? undefined : ticksToMs(fields[11]) + ticksToMs(fields[12])
}

let knowsSchedstat: boolean | undefined

/** Kernels without scheduler statistics have no such file, or one in which every number is 0. */
function hasSchedstat(): boolean {
  knowsSchedstat ??= Number.parseInt(readProc(process.pid, 'schedstat') ?? '0', 10) > 0
  return knowsSchedstat
}

let knownPageBytes: number | undefined

/** Node does not tell the size of a page, but its own resident memory both in bytes and, here, in pages. */
function pageBytes(): number {
  knownPageBytes ??= 2 ** Math.round(Math.log2(process.memoryUsage.rss() / ownResidentPages()))
  return knownPageBytes
}

function ownResidentPages(): number {
  return Number(readProc(process.pid, 'statm')!.split(' ')[1])
}

import { numberedEntries, readProc, socketInodes, statFields, tcpSockets, ticksToMs } from './proc-files.ts'

/** Set on every process Assay starts; children inherit it, even those that leave the process group. */
export const RUN_VARIABLE = 'ASSAY_RUN'

/** Set on every process of one part, so that a part's daemons can be told from another's. */
export const PROCESS_VARIABLE = 'ASSAY_PROCESS'

/**
 * Pids of live processes whose environment has `variable` set to `value`. It reads `/proc`, so on
 * systems without one the answer is empty and only process groups can be ended.
 */
export function processesMarked(variable: string, value: string): number[] {
  const marker = `${variable}=${value}\0`
  return numberedEntries('/proc').filter((pid) => pid !== process.pid && hasMarker(pid, marker))
}

function hasMarker(pid: number, marker: string): boolean {
  const environment = readProc(pid, 'environ')
  return environment !== undefined && (environment.startsWith(marker) || environment.includes(`\0${marker}`))
}

/** Whether the process exists and is not a zombie waiting to be collected. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return statFields(pid)?.[0] !== 'Z'
}

/** The process and all that descend from it. */
export function processTree(root: number): number[] {
  const tree = [root]
  for (let index = 0; index < tree.length; index += 1) tree.push(...childrenOf(tree[index]!))
  return tree
}

/** Each thread lists the processes it has started (proc(5), `children`). */
function childrenOf(pid: number): number[] {
  const lists = numberedEntries(`/proc/${pid}/task`).map((thread) => readProc(pid, `task/${thread}/children`))
  return lists.flatMap((list) => (list?.trim() ? list.trim().split(' ').map(Number) : []))
}

/** Clock ticks since boot when the process started: with the pid it names a process for good. */
export function startTimeOf(pid: number): string | undefined {
  return statFields(pid)?.[19]
}

/** TCP ports that any of the processes listens on, ascending. */
export function listeningPorts(pids: readonly number[]): number[] {
  const inodes = new Set(pids.flatMap(socketInodes))
  const listeners = tcpSockets('0A').filter(({ inode }) => inodes.has(inode))
  return [...new Set(listeners.map(({ localPort }) => localPort))].sort((left, right) => left - right)
}

/** CPU time the process itself has used, in milliseconds; 0 once it is gone. */
export function cpuTimeMs(pid: number): number {
  const fields = statFields(pid)
  return fields === undefined ? 0 : ticksToMs(fields[11]) + ticksToMs(fields[12])
}

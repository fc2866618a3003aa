import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

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
  const ports = new Set<number>()
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of readText(table)?.split('\n').slice(1) ?? []) {
      const fields = line.trim().split(/\s+/)
      const isListening = fields[3] === '0A'
      if (isListening && inodes.has(fields[9] ?? ''))
        ports.add(Number.parseInt(fields[1]!.split(':')[1]!, 16))
    }
  }
  return [...ports].sort((left, right) => left - right)
}

/** CPU time the process itself has used, in milliseconds; 0 once it is gone. */
export function cpuTimeMs(pid: number): number {
  const fields = statFields(pid)
  const ticksPerSecond = 100
  return fields === undefined ? 0 : ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1_000
}

function numberedEntries(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    // No /proc on this system, or the process is gone: nothing can be listed.
    return []
  }
}

/** The fields of `/proc/<pid>/stat` after the name: [0] state, [1] parent, [19] start time (proc(5)). */
function statFields(pid: number): string[] | undefined {
  const stat = readProc(pid, 'stat')
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function socketInodes(pid: number): string[] {
  const inodes: string[] = []
  try {
    for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
      const match = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))
      if (match?.[1] !== undefined) inodes.push(match[1])
    }
  } catch {
    // The process, or one of its descriptors, went away while it was read.
  }
  return inodes
}

function readProc(pid: number, file: string): string | undefined {
  return readText(`/proc/${pid}/${file}`)
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    // Gone, or another user's: it tells nothing either way.
    return undefined
  }
}

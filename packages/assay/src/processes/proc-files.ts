import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

// The readers of `/proc`. A process may be gone at any moment, and other systems have no `/proc`:
// then they answer with nothing.

/** A file of the process, such as `stat` or `task/17/children`. */
export function readProc(pid: number, file: string): string | undefined {
  return readText(`/proc/${pid}/${file}`)
}

/** The whole file. Node reads UTF-8 in one call of its own, in half the time of any other encoding. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Gone, or another user's: it tells nothing either way.
    return undefined
  }
}

/** Entries of the folder that are numbers: processes of `/proc`, threads of a process. */
export function numberedEntries(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    // No /proc on this system, or the process is gone: nothing can be listed.
    return []
  }
}

/**
 * The fields of `stat` after the name (proc(5)): [0] state, [1] parent, [11] and [12] its CPU,
 * [13] and [14] that of children it has collected, [19] start time.
 */
export function statFields(pid: number, file = 'stat'): string[] | undefined {
  const stat = readProc(pid, file)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** Milliseconds in a CPU field of `stat`. Linux counts 100 ticks a second, whatever the machine. */
export function ticksToMs(ticks: string | undefined): number {
  return Number(ticks) * 10
}

/** The sockets the process has open. */
export function socketInodes(pid: number): string[] {
  const inodes: string[] = []
  try {
    for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
      const inode = socketInode(`/proc/${pid}/fd/${descriptor}`)
      if (inode !== undefined) inodes.push(inode)
    }
  } catch {
    // The process went away while it was read.
  }
  return inodes
}

function socketInode(descriptor: string): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(descriptor))?.[1]
  } catch {
    // This one was closed; those after it still count.
    return undefined
  }
}

/** A line of the kernel's table of TCP sockets. */
export interface TcpSocket {
  readonly localPort: number
  readonly inode: string
}

/** The machine's TCP sockets in one state: `01` is an established connection, `0A` a listener. */
export function tcpSockets(state: '01' | '0A'): TcpSocket[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => {
    const lines = readText(table)?.split('\n') ?? []
    return lines.flatMap((line) => {
      const fields = line.trim().split(/\s+/)
      if (fields[3] !== state) return []
      return [{ localPort: Number.parseInt(fields[1]!.split(':')[1]!, 16), inode: fields[9] ?? '' }]
    })
  })
}

import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { infrastructureError, messageOf } from '../errors/assay-error.ts'
import { processesMarked, RUN_VARIABLE, startTimeOf } from './process-table.ts'

const PREFIX = 'assay-'
const OWNER_FILE = 'owner.json'
const MEMORY_FOLDER = '/dev/shm'
const LEAST_FREE_BYTES = 512 * 1_024 * 1_024

interface Owner {
  readonly pid: number
  readonly startTime: string | undefined
}

/**
 * Makes the directory for a run's throw-away data: databases, sockets, queues. It lies in memory
 * where there is room, because a database on a memory file system needs no flushing.
 */
export function makeRunDirectory(runId: string): string {
  const directory = join(dataFolder(), `${PREFIX}${runId}`)
  try {
    mkdirSync(directory, { mode: 0o755 })
    const owner: Owner = { pid: process.pid, startTime: startTimeOf(process.pid) }
    writeFileSync(join(directory, OWNER_FILE), JSON.stringify(owner))
  } catch (error) {
    throw infrastructureError({
      code: 'run_directory_failed',
      message: `Cannot make a directory for the run's data: ${messageOf(error)}`,
      evidence: [`directory: ${directory}`],
      fix: 'free space there, or point TMPDIR at a folder that can be written',
      cause: error,
    })
  }
  return directory
}

/** Ends and removes what is left of runs whose process and guard were both killed. */
export function sweepAbandonedRuns(): void {
  for (const folder of new Set([MEMORY_FOLDER, tmpdir()])) {
    for (const name of entriesOf(folder)) {
      if (!name.startsWith(PREFIX)) continue
      const directory = join(folder, name)
      const owner = readOwner(directory)
      if (owner === undefined || startTimeOf(owner.pid) === owner.startTime) continue
      for (const pid of processesMarked(RUN_VARIABLE, name.slice(PREFIX.length))) kill(pid)
      rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
    }
  }
}

function dataFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER)
    if (process.env['TMPDIR'] === undefined && bavail * bsize >= LEAST_FREE_BYTES) return MEMORY_FOLDER
  } catch {
    // No memory file system here; the temporary folder serves as well, only slower.
  }
  return tmpdir()
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // The folder does not exist on this system.
    return []
  }
}

function readOwner(directory: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, OWNER_FILE), 'utf8')) as Owner
  } catch {
    // Half made, or not ours: another run may be making it at this moment.
    return undefined
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended in the meantime.
  }
}

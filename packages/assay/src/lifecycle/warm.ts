import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stableHash } from '../base/identifiers.ts'
import { poll } from '../base/poll.ts'
import type { System } from '../model/system.ts'
import { startTimeOf } from '../processes/process-table.ts'
import { migrationKey } from '../resources/postgres/migration-key.ts'
import { connectHost } from './host-client.ts'

const END_TIMEOUT_MS = 30_000

/** A system kept running by `assay up`, as it is announced to others. */
export interface WarmSystem {
  readonly pid: number
  readonly startTime: string | undefined
  readonly socketPath: string
  readonly logDirectory: string
  /** Its throw-away data, which is removed when it ends. */
  readonly dataDirectory: string
  /** Definition and migrations it was booted with. */
  readonly hash: string
  readonly startedAt: string
}

/** Changes with everything a running system cannot take up: the definition and the migrations. */
export function warmHash(system: System): string {
  const migrations = [...system.resources.values()].map(({ options }) =>
    options.migrate === undefined ? '' : migrationKey(options.migrate, system.directory),
  )
  return stableHash([system.hash, ...migrations])
}

export function announceWarmSystem(system: System, warm: Omit<WarmSystem, 'startTime'>): void {
  const announced: WarmSystem = { ...warm, startTime: startTimeOf(warm.pid) }
  mkdirSync(join(system.directory, '.assay'), { recursive: true })
  writeFileSync(announcementOf(system), `${JSON.stringify(announced, null, 2)}\n`)
}

export function withdrawWarmSystem(system: System): void {
  rmSync(announcementOf(system), { force: true })
}

/** The warm system of this checkout, whatever its hash; `undefined` when its process is gone. */
export function findWarmSystem(system: System): WarmSystem | undefined {
  let warm: WarmSystem
  try {
    warm = JSON.parse(readFileSync(announcementOf(system), 'utf8')) as WarmSystem
  } catch {
    // Nobody has announced one.
    return undefined
  }
  return startTimeOf(warm.pid) === warm.startTime ? warm : undefined
}

function announcementOf(system: System): string {
  return join(system.directory, '.assay', 'warm.json')
}

/** Asks the warm system to end and waits until its process is gone; ends it by force if it does not. */
export async function endWarmSystem(system: System, warm: WarmSystem): Promise<void> {
  const isGone = () => {
    if (startTimeOf(warm.pid) === warm.startTime) throw new Error('it is still there')
  }
  try {
    await using client = await connectHost(warm.socketPath)
    await client.call('shutDown', null)
  } catch {
    // It does not answer, or is ending already; the signal below reaches it anyway.
  }
  const ended = await poll(isGone, { timeoutMs: END_TIMEOUT_MS })
  if (!ended.done) process.kill(warm.pid, 'SIGKILL')
  withdrawWarmSystem(system)
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { outlinesOf, wholeSystem } from '../../packages/assay/src/lifecycle/environment-request.ts'
import { Host } from '../../packages/assay/src/lifecycle/host.ts'
import { serveHost } from '../../packages/assay/src/lifecycle/host-server.ts'
import { attachWarmSystem } from '../../packages/assay/src/lifecycle/running-system.ts'
import { announceWarmSystem, warmHash, withdrawWarmSystem } from '../../packages/assay/src/lifecycle/warm.ts'
import type { System } from '../../packages/assay/src/model/system.ts'

/** Milliseconds from the wish to run until a whole environment of a warm system can be leased. */
export async function attachToWarmSystem(system: System): Promise<number> {
  const logDirectory = mkdtempSync(join(tmpdir(), 'assay-bench-'))
  const request = wholeSystem(outlinesOf(system))
  const inherited = process.env
  const host = new Host({ system, logDirectory, inherited, emit: () => undefined, isWarm: true })
  try {
    await using server = await serveHost(system, host, () => undefined)
    await host.prepare(request)
    const { socketPath } = server
    const startedAt = new Date().toISOString()
    announceWarmSystem(system, {
      pid: process.pid,
      socketPath,
      logDirectory,
      dataDirectory: host.dataDirectory,
      hash: warmHash(system),
      startedAt,
    })
    const started = performance.now()
    await using attached = await attachWarmSystem({ system, logDirectory, inherited, emit: () => undefined })
    if (attached === undefined) throw new Error('there is no warm system to attach to')
    await attached.prepare(request)
    return performance.now() - started
  } finally {
    withdrawWarmSystem(system)
    await host[Symbol.asyncDispose]()
    rmSync(logDirectory, { recursive: true, force: true })
  }
}

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EmitPartEvent, PartInfo } from '../model/part-event.ts'
import type { System } from '../model/system.ts'
import { copyLogTail, logSize } from '../processes/process-log.ts'
import type { EnvironmentRequest } from './environment-request.ts'
import { Host } from './host.ts'
import { connectHost } from './host-client.ts'
import { serveHost } from './host-server.ts'
import { findWarmSystem, type WarmSystem, warmHash } from './warm.ts'

/** A system that tests can lease environments from: booted for this run, or kept warm by another process. */
export interface RunningSystem extends AsyncDisposable {
  readonly socketPath: string
  readonly isWarm: boolean
  /** Throw-away data that is removed when the system ends, however it ends. */
  readonly dataDirectory: string
  /** Boots an environment ahead of the lease that will want it. */
  prepare(request: EnvironmentRequest): Promise<void>
  parts(): Promise<readonly PartInfo[]>
}

export interface OpenOptions {
  readonly system: System
  readonly logDirectory: string
  readonly inherited: Readonly<Record<string, string | undefined>>
  readonly emit: EmitPartEvent
}

/** A system of this process; it ends with it. */
export async function openOwnSystem(options: OpenOptions): Promise<RunningSystem> {
  const host = new Host(options)
  const server = await serveHost(options.system, host, () => undefined)
  return {
    socketPath: server.socketPath,
    isWarm: false,
    dataDirectory: host.dataDirectory,
    prepare: (request) => host.prepare(request),
    parts: () => Promise.resolve(host.parts),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await host[Symbol.asyncDispose]()
    },
  }
}

/**
 * The system that `assay up` keeps running in this checkout, when it was booted from the same
 * definition and migrations. At the end, what it logged meanwhile is copied to `logDirectory`.
 */
export async function attachWarmSystem(options: OpenOptions): Promise<RunningSystem | undefined> {
  const warm = findWarmSystem(options.system)
  if (warm === undefined || warm.hash !== warmHash(options.system)) return undefined
  const client = await connectHost(warm.socketPath, (crash) => options.emit({ type: 'part-died', crash }))
  const startsAt = logSizes(warm)
  return {
    socketPath: warm.socketPath,
    isWarm: true,
    dataDirectory: warm.dataDirectory,
    async prepare(environment) {
      await client.call('prepare', { environment })
    },
    parts: async () => (await client.call('describe', null)).parts,
    async [Symbol.asyncDispose]() {
      for (const file of logFiles(warm)) {
        const source = { file: join(warm.logDirectory, file), fromByte: startsAt.get(file) ?? 0 }
        copyLogTail(source, join(options.logDirectory, file))
      }
      await client[Symbol.asyncDispose]()
    },
  }
}

/** The same system, which ends when the signal aborts. */
export function endingWith(running: RunningSystem, signal: AbortSignal): RunningSystem {
  signal.addEventListener('abort', () => void running[Symbol.asyncDispose](), { once: true })
  return running
}

function logSizes(warm: WarmSystem): ReadonlyMap<string, number> {
  return new Map(logFiles(warm).map((file) => [file, logSize(join(warm.logDirectory, file))]))
}

function logFiles(warm: WarmSystem): string[] {
  return readdirSync(warm.logDirectory).filter((file) => file.endsWith('.log'))
}

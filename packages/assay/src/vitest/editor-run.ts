import { join } from 'node:path'
import { randomHex } from '../base/identifiers.ts'
import { Host } from '../lifecycle/host.ts'
import { type HostServer, serveHost } from '../lifecycle/host-server.ts'
import { findWarmSystem, warmHash } from '../lifecycle/warm.ts'
import { loadSystem } from '../model/load-system.ts'
import type { ActiveRun } from './active-run.ts'

interface OwnSystem {
  readonly host: Host
  readonly server: HostServer
}

let opened: Promise<ActiveRun> | undefined

/**
 * The system for a Vitest that nobody but the user started: the warm one when there is one, else
 * one that lives as long as Vitest does.
 */
export function openEditorRun(root: string): Promise<ActiveRun> {
  opened ??= open(root)
  return opened
}

async function open(root: string): Promise<ActiveRun> {
  const system = await loadSystem(root)
  let own: Promise<OwnSystem> | undefined
  return {
    system,
    stubbed: [],
    seed: randomHex(4),
    async socketPath() {
      const warm = findWarmSystem(system)
      if (warm !== undefined && warm.hash === warmHash(system)) return warm.socketPath
      own ??= startOwn()
      return (await own).server.socketPath
    },
    async close() {
      // The first level to close ends it for all: Vitest closes them together.
      const running = await own
      own = undefined
      await running?.server[Symbol.asyncDispose]()
      await running?.host[Symbol.asyncDispose]()
    },
  }

  async function startOwn(): Promise<OwnSystem> {
    const host = new Host({
      system,
      logDirectory: join(system.directory, '.assay', 'editor', 'logs'),
      inherited: withoutVitest(process.env),
      emit: () => undefined,
    })
    const server = await serveHost(system, host, () => undefined)
    return { host, server }
  }
}

/** Services must not see that their tests are run by Vitest. */
export function withoutVitest(environment: NodeJS.ProcessEnv): Record<string, string | undefined> {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(VITEST|TEST$|NODE_CHANNEL|NODE_UNIQUE)/.test(name),
  )
  return Object.fromEntries(kept)
}

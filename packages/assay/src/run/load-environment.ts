import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { postgresActivity } from '../data/postgres-activity.ts'
import { type EnvironmentRequest, outlinesOf, wholeSystem } from '../lifecycle/environment-request.ts'
import type { LeaseDescription } from '../lifecycle/host-protocol.ts'
import type { WatchOptions } from '../load/coordinator/scenario-run.ts'
import type { TargetPlan } from '../load/engine/protocol.ts'
import { eventLoopProbeVariables } from '../load/monitor/event-loop-probe.ts'
import { startUsageMonitor, type UsageMonitor } from '../load/monitor/usage-monitor.ts'
import { placeholderAddress } from '../model/references.ts'
import type { System } from '../model/system.ts'

/** A part that is busy for a second must show in more than one sample. */
const LONGEST_INTERVAL_MS = 500

/** Where services under load write how long their event loops are delayed. */
export function eventLoopFolderIn(dataDirectory: string): string {
  const folder = join(dataDirectory, 'event-loop')
  mkdirSync(folder, { recursive: true, mode: 0o777 })
  return folder
}

/** The whole system, with services that tell how long their event loops are delayed. */
export function underLoadRequest(
  system: System,
  options: {
    readonly stubbed: readonly string[]
    readonly eventLoopFolder: string
    readonly inherited: Readonly<Record<string, string | undefined>>
  },
): EnvironmentRequest {
  const variables = [...system.services.values()].map((service) => {
    const kindOf = (name: string) => system.resources.get(name)?.kind ?? 'service'
    const declared = service.environment((name) => placeholderAddress(kindOf(name)))['NODE_OPTIONS']
    const nodeOptions = declared ?? options.inherited['NODE_OPTIONS']
    return [service.name, eventLoopProbeVariables(options.eventLoopFolder, nodeOptions)]
  })
  return wholeSystem(outlinesOf(system), {
    stubbed: options.stubbed,
    variables: Object.fromEntries(variables),
  })
}

/** What scenarios send requests to: every service of the environment. */
export function targetsIn({ services }: LeaseDescription, system: System): TargetPlan[] {
  return Object.entries(services).map(([name, { url }]) => {
    const openapi = system.services.get(name)?.openapi
    return { name, url, ...(openapi === undefined ? {} : { openapi }) }
  })
}

/** Watches every process of the environment that runs on this machine, and its databases. */
export function watchEnvironment(
  { services, resources }: LeaseDescription,
  eventLoopFolder: string,
  { startsAtMs, warmUpMs, intervalMs, onNote }: WatchOptions,
): UsageMonitor {
  const withProcess = (
    kind: 'service' | 'resource',
    parts: Readonly<Record<string, { readonly pid?: number; readonly kind?: string }>>,
  ) =>
    Object.entries(parts).flatMap(([part, { pid, kind: server = part }]) =>
      pid === undefined ? [] : [{ part, kind, pid, server }],
    )
  const databases = Object.entries(resources).flatMap(([part, { kind, address }]) =>
    kind === 'postgres'
      ? [{ part, activity: postgresActivity(address.url, (note) => onNote(`${part}: ${note}`)) }]
      : [],
  )
  return startUsageMonitor({
    parts: [...withProcess('service', services), ...withProcess('resource', resources)],
    ...{ eventLoopFolder, databases, warmUpMs, startedAtMs: startsAtMs },
    intervalMs: Math.min(intervalMs, LONGEST_INTERVAL_MS),
  })
}

import { relative } from 'node:path'
import { stableHash } from '../base/identifiers.ts'
import type { RecordedReferences } from './references.ts'
import type { ResourceSpec, ServiceSpec } from './system.ts'

/**
 * The hash of what decides how the system boots: commands, environment, resources and their
 * migrations. Gates and test options are left out: they do not change what runs.
 */
export function hashOf(
  directory: string,
  services: readonly ServiceSpec[],
  resources: readonly ResourceSpec[],
  recorded: ReadonlyMap<string, RecordedReferences>,
): string {
  const parts = services.map((service) =>
    JSON.stringify({
      ...service,
      directory: relative(directory, service.directory),
      openapi: undefined,
      tests: undefined,
      contract: undefined,
      environment: recorded.get(service.name)?.environment,
    }),
  )
  for (const resource of resources) parts.push(JSON.stringify(resource, withFunctionSources))
  return stableHash([directory, ...parts])
}

function withFunctionSources(_key: string, value: unknown): unknown {
  return typeof value === 'function' ? value.toString() : value
}

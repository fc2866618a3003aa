import type { Isolation } from '../model/definition.ts'
import type { Level } from '../model/level.ts'
import type { ResourceKind } from '../model/resource.ts'
import type { System } from '../model/system.ts'

/** What a test worker knows of the system: the definition's plain data and where its host listens. */
export interface ProvidedSystem {
  readonly level: Level
  /** Where the host listens; absent at levels that run no part of the system. */
  readonly socketPath: string | undefined
  readonly name: string
  readonly directory: string
  /** Where pact files are. */
  readonly pacts: string
  readonly services: Readonly<Record<string, ProvidedService>>
  readonly resources: Readonly<Record<string, ResourceKind>>
  /** Services replaced by stubs for this run. */
  readonly stubbed: readonly string[]
  readonly isolation: Isolation
  /** Makes generated data the same again. */
  readonly seed: string
}

export interface ProvidedService {
  readonly directory: string
  readonly openapi: string | undefined
  readonly dependencies: readonly string[]
  /** Whether Assay can start it, or knows where it runs. */
  readonly isReal: boolean
}

declare module 'vitest' {
  interface ProvidedContext {
    assay: ProvidedSystem
  }
}

export function provideSystem(
  system: System,
  run: Pick<ProvidedSystem, 'level' | 'socketPath' | 'stubbed' | 'seed'>,
): ProvidedSystem {
  const services = [...system.services.values()].map((service): [string, ProvidedService] => [
    service.name,
    {
      directory: service.directory,
      openapi: service.openapi,
      dependencies: service.dependencies,
      isReal: service.command !== undefined || service.url !== undefined,
    },
  ])
  const resources = [...system.resources.values()].map(({ name, kind }): [string, ResourceKind] => [
    name,
    kind,
  ])
  return {
    ...run,
    name: system.name,
    directory: system.directory,
    pacts: system.contracts.pacts,
    services: Object.fromEntries(services),
    resources: Object.fromEntries(resources),
    isolation: system.tests.isolation,
  }
}

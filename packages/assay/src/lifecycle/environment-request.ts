import { stableHash } from '../base/identifiers.ts'
import type { System } from '../model/system.ts'

/** Which part of the system an environment runs, and how. */
export interface EnvironmentRequest {
  /** Services that run as real processes (or, with a `url`, where they are). */
  readonly services: readonly string[]
  /** Services replaced by stub servers. */
  readonly stubs: readonly string[]
  /** Environment variables added for single services. */
  readonly variables: ExtraVariables
}

/** Variables by service; they win over the definition's own. */
export type ExtraVariables = Readonly<Record<string, Readonly<Record<string, string>>>>

/** As much of a service as has to be known to choose an environment. */
export interface ServiceOutline {
  readonly name: string
  readonly dependencies: readonly string[]
  /** Whether Assay can start it, or knows where it runs; what is not real is always a stub. */
  readonly isReal: boolean
}

export interface RequestChanges {
  readonly stubbed?: readonly string[]
  readonly variables?: ExtraVariables
}

export function outlinesOf(system: System): ServiceOutline[] {
  return [...system.services.values()].map(({ name, dependencies, command, url }) => ({
    name,
    dependencies,
    isReal: command !== undefined || url !== undefined,
  }))
}

/** The whole system; what is not real or named in `stubbed` is a stub. */
export function wholeSystem(
  services: readonly ServiceOutline[],
  { stubbed = [], variables = {} }: RequestChanges = {},
): EnvironmentRequest {
  const isStub = (service: ServiceOutline) => !service.isReal || stubbed.includes(service.name)
  return {
    services: services.filter((service) => !isStub(service)).map(({ name }) => name),
    stubs: services.filter(isStub).map(({ name }) => name),
    variables,
  }
}

/** One service as a real process; the services it depends on are stubs. */
export function singleService(
  services: readonly ServiceOutline[],
  name: string,
  { variables = {} }: RequestChanges = {},
): EnvironmentRequest {
  const isService = new Set(services.map((service) => service.name))
  const dependencies = services.find((service) => service.name === name)?.dependencies ?? []
  return {
    services: [name],
    // Its own address is one that it may know, too.
    stubs: dependencies.filter((dependency) => dependency !== name && isService.has(dependency)),
    variables,
  }
}

/** Resources that the services of a request refer to. */
export function resourcesOf(system: System, request: EnvironmentRequest): string[] {
  const needed = new Set(request.services.flatMap((name) => system.services.get(name)?.dependencies ?? []))
  return [...system.resources.keys()].filter((name) => needed.has(name))
}

/** Equal for requests that the same environment can serve. */
export function requestKey(request: EnvironmentRequest): string {
  const variables = Object.entries(request.variables).map(([service, added]) => [
    service,
    Object.entries(added).sort(),
  ])
  return stableHash([
    [...request.services].sort().join(),
    [...request.stubs].sort().join(),
    JSON.stringify(variables.sort()),
  ])
}

import { type ExtraVariables, singleService, wholeSystem } from '../lifecycle/environment-request.ts'
import type { Isolation } from '../model/definition.ts'
import { scopeOf } from '../model/level.ts'
import { serviceOfFile } from '../model/test-owner.ts'
import { EnvironmentCache } from './environment-cache.ts'
import type { ProvidedSystem } from './provided-system.ts'
import { TestEnvironment } from './test-environment.ts'

let cache: EnvironmentCache | undefined

/** The environment a test of this file gets: its service alone, or the whole system. */
export async function openEnvironment(
  provided: ProvidedSystem,
  socketPath: string,
  file: string,
  changes: { readonly isolation: Isolation; readonly variables: ExtraVariables },
): Promise<TestEnvironment> {
  cache ??= new EnvironmentCache(socketPath)
  const services = Object.entries(provided.services).map(([name, service]) => ({ name, ...service }))
  const owner = serviceOfFile(file, services, provided.directory)
  const isAlone = scopeOf(provided.level) === 'service' && owner !== undefined
  const request = isAlone
    ? singleService(services, owner, changes)
    : wholeSystem(services, { stubbed: provided.stubbed, variables: changes.variables })
  return new TestEnvironment(await cache.use(request, changes.isolation, file))
}

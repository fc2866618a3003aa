import type { System } from '../model/system.ts'
import { lazily } from './lazily.ts'
import type { TestEnvironment } from './test-environment.ts'

/**
 * What functions of a provider get: services and resources by name, as a test's context has them, and
 * the stubs of the services that the provider depends on. Asking for what is not there says so.
 */
export function providerParts(environment: TestEnvironment, system: System): object {
  const services = [...system.services.keys()]
  const parts = lazily([...services, ...system.resources.keys()], (name) => environment.part(name))
  const stubs = lazily(services, (name) => environment.stub(name))
  return Object.defineProperty(parts, 'stubs', { enumerable: true, value: stubs })
}

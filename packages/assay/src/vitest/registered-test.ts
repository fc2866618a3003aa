import { factory as createFactory, type Factory, type FactoryOptions } from '../data/factory.ts'
import type { RegisteredSystem } from '../model/register.ts'
import { createTest, type Parts, type SystemTest } from './fixtures.ts'
import { addMatchers } from './matchers.ts'

addMatchers()

export type RegisteredParts = Parts<RegisteredSystem>

/**
 * Vitest's `test` with every service and resource of the system as a fixture.
 *
 * @example
 * test('registers a user', async ({ users, usersDb, data }) => {
 *   const email = `${data.unique()}@example.test`
 *   expect(await users.post('/users', { email })).toHaveStatus(201)
 *   expect(await usersDb.query('SELECT 1 FROM users WHERE email = $1', [email])).toHaveLength(1)
 * })
 */
export let test: SystemTest<RegisteredSystem> = createTest<RegisteredSystem>()

/** Gives the next test file a `test` of its own; importers see it, because a binding is live. */
export function renewTest(): void {
  test = createTest<RegisteredSystem>()
}

/** {@link createFactory}, whose `persist` gets the parts of the registered system. */
export function factory<Value extends object, Stored = never>(
  options: FactoryOptions<Value, Stored, RegisteredParts>,
): Factory<Value, Stored, RegisteredParts> {
  return createFactory(options)
}

import { test as base, inject, type TestAPI } from 'vitest'
import type { ResourceHandles } from '../data/create-handle.ts'
import { createData, type Data } from '../data/factory.ts'
import { configurationError } from '../errors/assay-error.ts'
import { readableError } from '../errors/readable-error.ts'
import type { ExtraVariables } from '../lifecycle/environment-request.ts'
import type { Stub } from '../mocks/stub.ts'
import type { Isolation, SystemDefinition } from '../model/definition.ts'
import type { Resource } from '../model/resource.ts'
import { type Clock, createClock } from './clock.ts'
import { lazily } from './lazily.ts'
import type { ProvidedSystem } from './provided-system.ts'
import type { ServiceHandle } from './service-handle.ts'
import type { TestEnvironment } from './test-environment.ts'

/** Every service and resource of a system, as a test's context has them. */
export type Parts<System extends SystemDefinition> = {
  readonly [Name in keyof System['services']]: ServiceHandle
} & {
  readonly [Name in keyof System['resources']]: System['resources'][Name] extends Resource<infer Kind>
    ? ResourceHandles[Kind]
    : never
}

/** What a test's context has besides the parts of the system. */
export interface CommonFixtures<System extends SystemDefinition> {
  /** Stub servers that stand in for services. */
  readonly stubs: Readonly<Record<keyof System['services'], Stub>>
  readonly data: Data<Parts<System>>
  readonly clock: Clock
  /** How long an environment is used: override it to `'test'` for a fresh one each time. */
  readonly isolation: Isolation
  /** Environment variables added for single services, for the tests that override it. */
  readonly variables: ExtraVariables
}

export type SystemTest<System extends SystemDefinition> = TestAPI<CommonFixtures<System> & Parts<System>>

/** What the fixtures below ask of each other. */
interface Context {
  readonly task: { readonly id: string; readonly file: { readonly filepath: string } }
  readonly isolation: Isolation
  readonly variables: ExtraVariables
  readonly environment: TestEnvironment
}

type Use = (value: unknown) => Promise<void>

/** Environments of tests that run now, for what needs one only sometimes. */
const environments = new WeakMap<object, TestEnvironment>()

/**
 * The `test` function of a system. Each test file gets one of its own, so that what a file
 * overrides ends with it.
 */
export function createTest<System extends SystemDefinition>(): SystemTest<System> {
  const provided = providedSystem()
  const names = [...Object.keys(provided.services), ...Object.keys(provided.resources)]
  // Vitest reads a fixture's dependencies from its parameter's pattern, so the patterns must stay.
  const fixtures = {
    isolation: provided.isolation,
    variables: {},
    environment: async ({ task, isolation, variables }: Context, use: Use) => {
      const environment = await environmentOf(provided, { task, isolation, variables })
      environments.set(task, environment)
      await use(environment)
      await environment.end()
    },
    stubs: async ({ environment }: Context, use: Use) => use(stubsOf(environment, provided)),
    data: async ({ task }: Context, use: Use) =>
      use(createData(provided.seed, task.id, () => partsOf(task, names))),
    clock: async ({ task: _task }: Context, use: Use) => {
      const clock = createClock()
      await use(clock)
      clock.release()
    },
    ...Object.fromEntries(names.map((name) => [name, partFixture(name)])),
  }
  return base.extend(fixtures as never) as unknown as SystemTest<System>
}

function partFixture(name: string) {
  return async ({ environment }: Context, use: Use) => use(readably(() => environment.part(name)))
}

function providedSystem(): ProvidedSystem {
  const provided = inject('assay') as ProvidedSystem | undefined
  if (provided !== undefined) return provided
  throw readableError(
    configurationError({
      code: 'plugin_missing',
      message: 'Tests that import "assay/test" need the Assay plugin.',
      fix: "run them with assay run, or add plugins: [assay()] from 'assay/vitest' to vitest.config.ts",
    }),
  )
}

/** Only tests that use a part of the system load what it takes to get one. */
async function environmentOf(
  provided: ProvidedSystem,
  { task, isolation, variables }: Omit<Context, 'environment'>,
): Promise<TestEnvironment> {
  const { socketPath, level } = provided
  if (socketPath === undefined) throw readableError(noSystemAtLevel(level))
  try {
    const { openEnvironment } = await import('./open-environment.ts')
    return await openEnvironment(provided, socketPath, task.file.filepath, { isolation, variables })
  } catch (error) {
    throw readableError(error)
  }
}

/** Stubs by name; asking for one that is not there says so. */
function stubsOf(environment: TestEnvironment, provided: ProvidedSystem): Readonly<Record<string, Stub>> {
  return lazily(Object.keys(provided.services), (name) => readably(() => environment.stub(name)))
}

function partsOf(task: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  const environment = environments.get(task)
  return lazily(names, (name) =>
    readably(() => {
      if (environment === undefined) throw noSystemAtLevel('unit')
      return environment.part(name)
    }),
  )
}

function readably<Value>(work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    throw readableError(error)
  }
}

function noSystemAtLevel(level: string) {
  return configurationError({
    code: 'no_system_at_level',
    message: `A ${level} test runs code in its own process; no part of the system runs with it.`,
    fix: 'move the test to tests/integration or tests/e2e',
  })
}

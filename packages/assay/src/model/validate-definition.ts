import { dirname, resolve } from 'node:path'
import { parseDuration } from '../base/duration.ts'
import { configurationError } from '../errors/assay-error.ts'
import type { ContractSpec } from './contract-options.ts'
import { contractProblems } from './contract-problems.ts'
import type { SystemDefinition } from './definition.ts'
import { hashOf } from './definition-hash.ts'
import { definitionProblems } from './definition-problems.ts'
import { shapeProblems } from './definition-shape.ts'
import { DEFAULT_BUDGETS_MS, LEVELS, type Level } from './level.ts'
import { definitionError } from './problem.ts'
import { type RecordedReferences, recordReferences } from './references.ts'
import type { ResourceKind } from './resource.ts'
import type { Service, ServiceOptions } from './service.ts'
import type { Address, ServiceSpec, System } from './system.ts'

const DEFAULT_HEALTH_TIMEOUT_MS = 30_000
const DEFAULT_STOP_TIMEOUT_MS = 5_000

/**
 * Turns a definition into a {@link System}.
 *
 * @throws AssayError (configuration) that names every problem, its place and its fix.
 */
export function validateDefinition(definition: unknown, configFile: string): System {
  if (!isSystemDefinition(definition)) throw notADefinition(configFile)
  const malformed = shapeProblems(definition)
  if (malformed.length > 0) throw definitionError(configFile, malformed)

  const directory = dirname(configFile)
  const recorded = recordAll(definition)
  const services = Object.entries(definition.services).map(([name, service]) =>
    toServiceSpec(name, service, directory, recorded.get(name)?.dependencies ?? []),
  )
  const contracts = toContractSpec(definition, directory)
  const problems = [
    ...definitionProblems(definition, services, directory),
    ...contractProblems(contracts, directory),
    ...[...recorded.values()].flatMap((references) => references.problems),
  ]
  if (problems.length > 0) throw definitionError(configFile, problems)
  const resources = Object.entries(definition.resources).map(([name, resource]) => ({ name, ...resource }))
  return {
    name: definition.name,
    directory,
    configFile,
    services: new Map(services.map((service) => [service.name, service])),
    resources: new Map(resources.map((resource) => [resource.name, resource])),
    gates: definition.gates,
    tests: {
      include: definition.tests.include ?? {},
      retries: definition.tests.retries ?? 0,
      budgetsMs: budgetsOf(definition),
      isolation: definition.tests.isolation ?? 'worker',
    },
    contracts,
    hash: hashOf(directory, services, resources, recorded),
  }
}

function isSystemDefinition(value: unknown): value is SystemDefinition {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'system'
}

function notADefinition(configFile: string) {
  return configurationError({
    code: 'not_a_definition',
    message: 'The default export is not a system definition.',
    evidence: [`in: ${configFile}`],
    fix: 'export default defineSystem({ … })',
  })
}

function recordAll(definition: SystemDefinition): Map<string, RecordedReferences> {
  const kinds = new Map<string, ResourceKind | 'service'>()
  for (const [name, resource] of Object.entries(definition.resources)) kinds.set(name, resource.kind)
  for (const name of Object.keys(definition.services)) kinds.set(name, 'service')
  return new Map(
    Object.entries(definition.services).map(([name, service]) => [
      name,
      recordReferences(name, service, kinds),
    ]),
  )
}

function toServiceSpec(
  name: string,
  service: Service<never>,
  root: string,
  dependencies: readonly string[],
): ServiceSpec {
  const options: ServiceOptions<never> = service.options
  const directory = resolve(root, options.directory ?? '.')
  const health = typeof options.health === 'string' ? { path: options.health } : options.health
  return {
    name,
    command: options.command,
    url: options.url?.replace(/\/$/, ''),
    directory,
    health: { path: health?.path, timeoutMs: health?.timeoutMs ?? DEFAULT_HEALTH_TIMEOUT_MS },
    port: options.port,
    portVariable: options.portVariable ?? 'PORT',
    openapi: options.openapi === undefined ? undefined : resolve(directory, options.openapi),
    stopTimeoutMs: options.stopTimeoutMs ?? DEFAULT_STOP_TIMEOUT_MS,
    tests: options.tests ?? {},
    contract: options.contract ?? {},
    dependencies,
    environment: (addressOf) => service(addressesOf(dependencies, addressOf) as never),
  }
}

function toContractSpec({ contracts }: SystemDefinition, root: string): ContractSpec {
  return {
    pacts: resolve(root, contracts.pacts ?? 'pacts'),
    isPactsNamed: contracts.pacts !== undefined,
    broker: contracts.broker,
    selectors: contracts.selectors,
    pending: contracts.pending ?? true,
    wipSince: contracts.wipSince,
    isolation: contracts.isolation ?? 'interaction',
  }
}

function addressesOf(
  dependencies: readonly string[],
  addressOf: (dependency: string) => Address,
): Readonly<Record<string, Address>> {
  return Object.fromEntries(dependencies.map((dependency) => [dependency, addressOf(dependency)]))
}

function budgetsOf(definition: SystemDefinition): Partial<Record<Level, number>> {
  const budgetsMs: Partial<Record<Level, number>> = {}
  for (const level of LEVELS) {
    const declared = definition.tests.budgets?.[level]
    if (declared === false) continue
    const budgetMs = declared === undefined ? DEFAULT_BUDGETS_MS[level] : parseDuration(declared)
    if (budgetMs !== undefined) budgetsMs[level] = budgetMs
  }
  return budgetsMs
}

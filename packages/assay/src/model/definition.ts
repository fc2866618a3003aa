import type { ContractOptions } from './contract-options.ts'
import type { Gate } from './gate.ts'
import type { Level } from './level.ts'
import type { Resource } from './resource.ts'
import type { References, Service } from './service.ts'

/** How long an environment is used before the next test gets a fresh one. */
export type Isolation = 'worker' | 'file' | 'test'

export interface TestOptions {
  /** Globs per level, instead of the convention `tests/<level>/` and `<service>/tests/<level>/`. */
  readonly include?: Readonly<Partial<Record<Level, readonly string[]>>>
  /** How often a failed test is tried again. Every attempt is reported. Default 0. */
  readonly retries?: number
  /** Time one test may take, such as `'100ms'`; `false` lifts the level's budget. */
  readonly budgets?: Readonly<Partial<Record<Level, string | false>>>
  /** Default `worker`. */
  readonly isolation?: Isolation
}

interface DefinitionParts<ServiceName extends string, Resources> {
  /** Lower-case letters, digits and dashes. */
  readonly name: string
  readonly services: { readonly [Name in ServiceName]: Service<References<Resources, ServiceName>> }
  readonly gates?: readonly Gate<NoInfer<ServiceName>>[]
  readonly tests?: TestOptions
  readonly contracts?: ContractOptions
}

/** A system definition: what {@link defineSystem} returns and `assay.config.ts` exports by default. */
export interface SystemDefinition<
  ServiceName extends string = string,
  Resources extends Readonly<Record<string, Resource>> = Readonly<Record<string, Resource>>,
> {
  readonly kind: 'system'
  readonly name: string
  readonly resources: Resources
  readonly services: Readonly<Record<ServiceName, Service<never>>>
  readonly gates: readonly Gate[]
  readonly tests: TestOptions
  readonly contracts: ContractOptions
}

/**
 * Defines a system once for every level of test. References inside `env` are checked by the
 * compiler and make the dependency graph.
 *
 * @example
 * export default defineSystem({
 *   name: 'shop',
 *   resources: { ordersDb: postgres() },
 *   services: {
 *     products: service({ command: ['node', 'src/main.ts'], directory: 'services/products' }),
 *     orders: service({
 *       command: ['node', 'src/main.ts'],
 *       directory: 'services/orders',
 *       env: ({ ordersDb, products }) => ({ DATABASE_URL: ordersDb.url, PRODUCTS_URL: products.url }),
 *     }),
 *   },
 * })
 */
export function defineSystem<ServiceName extends string>(
  definition: DefinitionParts<ServiceName, Record<never, never>> & { readonly resources?: undefined },
): SystemDefinition<ServiceName, Record<never, never>>
export function defineSystem<
  ServiceName extends string,
  const Resources extends Readonly<Record<string, Resource>>,
>(
  definition: DefinitionParts<ServiceName, Resources> & { readonly resources: Resources },
): SystemDefinition<ServiceName, Resources>
export function defineSystem(
  definition: DefinitionParts<string, Readonly<Record<string, Resource>>> & {
    readonly resources?: Readonly<Record<string, Resource>> | undefined
  },
): SystemDefinition {
  return {
    kind: 'system',
    name: definition.name,
    resources: definition.resources ?? {},
    services: definition.services,
    gates: definition.gates ?? [],
    tests: definition.tests ?? {},
    contracts: definition.contracts ?? {},
  }
}

import type { ProviderContractOptions } from './contract-options.ts'
import type { Level } from './level.ts'
import type { ConnectionOf, Endpoint, Resource } from './resource.ts'

export interface HealthOptions {
  /** Path that answers 2xx when the service is ready. Without it, an open port is enough. */
  readonly path?: string
  /** How long the service may take to get ready. Default 30 000 ms. */
  readonly timeoutMs?: number
}

/** Tests that another runner owns: Assay runs the command and reads the JUnit file it writes. */
export interface ForeignTests {
  readonly command: readonly [string, ...string[]]
  /** Path of the JUnit XML file, relative to the service's directory. */
  readonly junit: string
}

export interface ServiceOptions<References> {
  /** Program and arguments. Without it (and without `url`) the service is only ever stubbed. */
  readonly command?: readonly [string, ...string[]]
  /** Where it already runs; Assay then starts nothing. */
  readonly url?: string
  /** Working directory, relative to the definition. Default: the definition's folder. */
  readonly directory?: string
  readonly health?: string | HealthOptions
  /** The variable that tells the service its port. Default `PORT`. */
  readonly portVariable?: string
  /** A fixed port, for a service that cannot be told one. */
  readonly port?: number
  /** Path of its OpenAPI document (JSON), relative to `directory`. */
  readonly openapi?: string
  /** Environment variables from what the service depends on. References make the graph. */
  readonly env?: (references: References) => Readonly<Record<string, string>>
  /** Time between SIGTERM and SIGKILL. Default 5 000 ms. */
  readonly stopTimeoutMs?: number
  readonly tests?: Readonly<Partial<Record<Level, ForeignTests>>>
  /** How it is verified as a provider, where it sets up its own states. */
  readonly contract?: ProviderContractOptions
}

/** A service: a function from the addresses of what it depends on to its environment variables. */
export interface Service<References> {
  (references: References): Readonly<Record<string, string>>
  readonly kind: 'service'
  readonly options: ServiceOptions<References>
}

/** What `env` may refer to: each resource by its connection, each service by its endpoint. */
export type References<Resources, ServiceName extends string> = {
  readonly [Name in keyof Resources]: Resources[Name] extends Resource ? ConnectionOf<Resources[Name]> : never
} & {
  readonly [Name in ServiceName]: Endpoint
}

/**
 * One service of the system: a command that Assay starts, or a `url` where it already runs.
 *
 * @example
 * const orders = service({
 *   command: ['node', 'src/main.ts'],
 *   directory: 'services/orders',
 *   health: '/health',
 *   env: ({ ordersDb, products }) => ({ DATABASE_URL: ordersDb.url, PRODUCTS_URL: products.url }),
 * })
 */
export function service<References>(options: ServiceOptions<References>): Service<References> {
  const environmentFrom = (references: References) => options.env?.(references) ?? {}
  return Object.assign(environmentFrom, { kind: 'service' as const, options })
}

import type { ContractSpec, ProviderContractOptions } from './contract-options.ts'
import type { Isolation } from './definition.ts'
import type { Gate } from './gate.ts'
import type { Level } from './level.ts'
import type {
  Endpoint,
  PostgresOptions,
  ResourceConnections,
  ResourceKind,
  ResourceOptions,
} from './resource.ts'
import type { ForeignTests } from './service.ts'

/** The address of a part as one of its callers sees it: a service's endpoint or a resource's connection. */
export type Address = Endpoint | ResourceConnections[ResourceKind]

/** A caller and what it depends on. Each edge has an address of its own. */
export interface Edge {
  readonly from: string
  readonly to: string
}

/** A service of a validated system. Paths are absolute, defaults filled in. */
export interface ServiceSpec {
  readonly name: string
  readonly command: readonly [string, ...string[]] | undefined
  readonly url: string | undefined
  readonly directory: string
  readonly health: { readonly path: string | undefined; readonly timeoutMs: number }
  readonly port: number | undefined
  readonly portVariable: string
  readonly openapi: string | undefined
  readonly stopTimeoutMs: number
  readonly tests: Readonly<Partial<Record<Level, ForeignTests>>>
  readonly contract: ProviderContractOptions
  /** Names of the services and resources its `env` refers to, in order of first reference. */
  readonly dependencies: readonly string[]
  /** Its environment variables, given the address of each dependency. */
  readonly environment: (addressOf: (dependency: string) => Address) => Readonly<Record<string, string>>
}

/** A resource of a validated system. */
export interface ResourceSpec {
  readonly name: string
  readonly kind: ResourceKind
  readonly options: ResourceOptions & Pick<PostgresOptions, 'migrate' | 'settings'>
}

/** A validated system: everything later phases need, nothing left to check. */
export interface System {
  readonly name: string
  /** The folder of the definition; every relative path starts here. */
  readonly directory: string
  readonly configFile: string
  readonly services: ReadonlyMap<string, ServiceSpec>
  readonly resources: ReadonlyMap<string, ResourceSpec>
  readonly gates: readonly Gate[]
  readonly tests: {
    readonly include: Readonly<Partial<Record<Level, readonly string[]>>>
    readonly retries: number
    readonly budgetsMs: Readonly<Partial<Record<Level, number>>>
    readonly isolation: Isolation
  }
  readonly contracts: ContractSpec
  /** Changes whenever the definition does; a warm system is only used by a run with the same hash. */
  readonly hash: string
}

/** Every edge of the system, in the order services are declared. */
export function edgesOf(system: System): Edge[] {
  return [...system.services.values()].flatMap((service) =>
    service.dependencies.map((to) => ({ from: service.name, to })),
  )
}

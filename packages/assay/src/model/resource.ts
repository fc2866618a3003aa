/** Where a provider of a resource comes from, in the order they are tried. */
export const PROVIDER_NAMES = ['url', 'local', 'npm', 'debian', 'docker'] as const
export type ProviderName = (typeof PROVIDER_NAMES)[number]

export interface Endpoint {
  readonly url: string
  readonly host: string
  readonly port: number
}

export interface PostgresConnection extends Endpoint {
  readonly user: string
  readonly password: string
  readonly database: string
}

export interface RedisConnection extends Endpoint {
  readonly database: number
}

export interface RabbitmqConnection extends Endpoint {
  readonly user: string
  readonly password: string
  readonly vhost: string
}

export interface NatsConnection extends Endpoint {
  readonly user: string
  readonly password: string
}

/** What a reference to a resource of each kind gives. A new kind of resource is one line here. */
export interface ResourceConnections {
  readonly postgres: PostgresConnection
  readonly redis: RedisConnection
  readonly rabbitmq: RabbitmqConnection
  readonly nats: NatsConnection
}

export type ResourceKind = keyof ResourceConnections
export const RESOURCE_KINDS = ['postgres', 'redis', 'rabbitmq', 'nats'] as const satisfies ResourceKind[]

export interface ResourceOptions {
  /** The version wanted: a major (`18`) or a prefix (`'16.4'`). Default: what the first provider has. */
  readonly version?: number | string
  /** Use this server, which is already running, instead of starting one. */
  readonly url?: string
  /** Try only this provider. */
  readonly provider?: ProviderName
  /** How long it may take to answer after it was started. Default 60 000 ms. */
  readonly timeoutMs?: number
}

/** A command that migrates the database whose address is in `DATABASE_URL`. */
export interface MigrationCommand {
  readonly command: readonly [string, ...string[]]
  /** Where it runs, relative to the definition. Default: the definition's folder. */
  readonly directory?: string
  /** Files and folders, relative to `directory`, whose content decides the result. Default: all of it. */
  readonly inputs?: readonly string[]
}

/** A folder of `.sql` files applied in name order, a command, or a function. */
export type Migration =
  | string
  | readonly [string, ...string[]]
  | MigrationCommand
  | ((connection: PostgresConnection) => Promise<void> | void)

export interface PostgresOptions extends ResourceOptions {
  readonly migrate?: Migration
  /** Server settings, such as `{ max_connections: '20' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface Resource<Kind extends ResourceKind = ResourceKind> {
  readonly kind: Kind
  readonly options: Kind extends 'postgres' ? PostgresOptions : ResourceOptions
}

/** The connection that a reference to the resource gives. */
export type ConnectionOf<R extends Resource> = ResourceConnections[R['kind']]

/**
 * A PostgreSQL server of the system's own. Its reference gives `url`, `host`, `port`, `user`,
 * `password` and `database`.
 *
 * @example
 * const ordersDb = postgres({ version: 18, migrate: 'services/orders/migrations' })
 */
export function postgres(options: PostgresOptions = {}): Resource<'postgres'> {
  return { kind: 'postgres', options }
}

/** A Redis server. Its reference gives `url`, `host`, `port` and `database` (its number). */
export function redis(options: ResourceOptions = {}): Resource<'redis'> {
  return { kind: 'redis', options }
}

/** A RabbitMQ broker. Its reference gives `url`, `host`, `port`, `user`, `password` and `vhost`. */
export function rabbitmq(options: ResourceOptions = {}): Resource<'rabbitmq'> {
  return { kind: 'rabbitmq', options }
}

/** A NATS server with JetStream. Its reference gives `url`, `host`, `port`, `user` and `password`. */
export function nats(options: ResourceOptions = {}): Resource<'nats'> {
  return { kind: 'nats', options }
}

import type { ResourceConnections, ResourceKind } from '../model/resource.ts'
import type { Address } from '../model/system.ts'
import { createNatsHandle, type NatsHandle } from './nats-handle.ts'
import { createPostgresHandle, type PostgresHandle } from './postgres-handle.ts'
import { createRabbitmqHandle, type RabbitmqHandle } from './rabbitmq-handle.ts'
import { createRedisHandle, type RedisHandle } from './redis-handle.ts'
import type { HandleScope } from './resource-handle.ts'

/** What a test gets for a resource of each kind. */
export interface ResourceHandles {
  readonly postgres: PostgresHandle
  readonly redis: RedisHandle
  readonly rabbitmq: RabbitmqHandle
  readonly nats: NatsHandle
}

type CreateHandle<Kind extends ResourceKind> = (
  name: string,
  connection: ResourceConnections[Kind],
  scope: HandleScope,
) => ResourceHandles[Kind]

const CREATE: { readonly [Kind in ResourceKind]: CreateHandle<Kind> } = {
  postgres: createPostgresHandle,
  redis: createRedisHandle,
  rabbitmq: createRabbitmqHandle,
  nats: createNatsHandle,
}

/** The handle of a resource. Nothing is connected before it is used. */
export function createHandle(
  name: string,
  kind: ResourceKind,
  address: Address,
  scope: HandleScope,
): ResourceHandles[ResourceKind] {
  const create = CREATE[kind] as CreateHandle<ResourceKind>
  return create(name, address as ResourceConnections[ResourceKind] & never, scope)
}

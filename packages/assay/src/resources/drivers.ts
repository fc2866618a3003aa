import type { ResourceKind } from '../model/resource.ts'
import { natsDriver } from './nats/nats-driver.ts'
import { postgresDriver } from './postgres/postgres-driver.ts'
import { rabbitmqDriver } from './rabbitmq/rabbitmq-driver.ts'
import { redisDriver } from './redis/redis-driver.ts'
import type { ResourceDriver } from './resource-server.ts'

/** The driver of each kind of resource. A new kind is one folder and one line here. */
export const RESOURCE_DRIVERS: Readonly<Record<ResourceKind, ResourceDriver>> = {
  postgres: postgresDriver,
  redis: redisDriver,
  rabbitmq: rabbitmqDriver,
  nats: natsDriver,
}

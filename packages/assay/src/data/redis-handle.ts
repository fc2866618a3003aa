import type { Redis } from 'ioredis'
import type { RedisConnection } from '../model/resource.ts'
import { importDriver } from './import-driver.ts'
import type { HandleScope } from './resource-handle.ts'

/** A Redis database, as a test uses it. */
export interface RedisHandle extends RedisConnection {
  /** A connected `ioredis` client, closed with the test. */
  client(): Promise<Redis>
  /** A numbered database that only this test uses. */
  fresh(): Promise<RedisHandle>
}

export function createRedisHandle(
  name: string,
  connection: RedisConnection,
  scope: HandleScope,
): RedisHandle {
  let shared: Promise<Redis> | undefined
  const connect = async () => {
    const { Redis } = await importDriver('ioredis', () => import('ioredis'))
    const client = new Redis(connection.url, { lazyConnect: true, maxRetriesPerRequest: 1 })
    await client.connect()
    scope.onEnd(async () => client.disconnect())
    return client
  }
  return {
    ...connection,
    client() {
      shared ??= connect()
      return shared
    },
    async fresh() {
      const address = (await scope.openNamespace(name)) as RedisConnection
      return createRedisHandle(name, address, scope)
    },
  }
}

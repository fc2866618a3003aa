import type { NatsConnection as NatsClient } from '@nats-io/transport-node'
import type { NatsConnection } from '../model/resource.ts'
import { importDriver } from './import-driver.ts'
import type { HandleScope } from './resource-handle.ts'

/** A NATS account, as a test uses it. */
export interface NatsHandle extends NatsConnection {
  /** A connected client of `@nats-io/transport-node`, closed with the test. */
  client(): Promise<NatsClient>
  /** An account that only this test uses. */
  fresh(): Promise<NatsHandle>
}

export function createNatsHandle(name: string, connection: NatsConnection, scope: HandleScope): NatsHandle {
  let shared: Promise<NatsClient> | undefined
  const open = async () => {
    const name = '@nats-io/transport-node'
    const { connect } = await importDriver(name, () => import('@nats-io/transport-node'))
    const { host, port, user, password } = connection
    const client = await connect({ servers: `${host}:${port}`, ...(user && { user, pass: password }) })
    scope.onEnd(() => client.close())
    return client
  }
  return {
    ...connection,
    client() {
      shared ??= open()
      return shared
    },
    async fresh() {
      const address = (await scope.openNamespace(name)) as NatsConnection
      return createNatsHandle(name, address, scope)
    },
  }
}

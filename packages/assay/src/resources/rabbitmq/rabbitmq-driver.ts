import type { RabbitmqConnection } from '../../model/resource.ts'
import { dockerProvider } from '../providers/docker.ts'
import { urlProvider } from '../providers/url.ts'
import type { ResourceDriver } from '../resource-server.ts'
import { sharedServer } from '../shared-server.ts'
import { debianRabbitmq, localRabbitmq } from './rabbitmq-provider.ts'
import { startRabbitmq } from './start-rabbitmq.ts'

/** RabbitMQ: each namespace is a vhost. */
export const rabbitmqDriver: ResourceDriver = {
  kind: 'rabbitmq',
  providers: [
    urlProvider,
    localRabbitmq,
    debianRabbitmq,
    dockerProvider((version) => ({
      image: `rabbitmq:${version ?? '4'}`,
      port: 5672,
      environment: {},
      url: (host, port) => `amqp://guest:guest@${host}:${port}/`,
    })),
  ],
  async start(spec, supply, context) {
    if (supply.form === 'server') return sharedServer(supply, connectionFrom)
    const broker = await startRabbitmq(spec, supply, context)
    let opened = 0
    return {
      process: broker.process,
      isShared: false,
      async openNamespace() {
        opened += 1
        const vhost = `assay-${opened}`
        await broker.control(`open ${vhost}`)
        return {
          address: connectionFrom(`amqp://guest:guest@127.0.0.1:${broker.port}/${vhost}`),
          [Symbol.asyncDispose]: () => broker.control(`close ${vhost}`),
        }
      },
      [Symbol.asyncDispose]: () => broker[Symbol.asyncDispose](),
    }
  },
}

function connectionFrom(url: string): RabbitmqConnection {
  const { hostname, port, username, password, pathname } = new URL(url)
  return {
    url,
    host: hostname,
    port: Number(port || 5672),
    user: decodeURIComponent(username) || 'guest',
    password: decodeURIComponent(password) || 'guest',
    vhost: pathname.length > 1 ? decodeURIComponent(pathname.slice(1)) : '/',
  }
}

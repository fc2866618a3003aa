import type { NatsConnection } from '../../model/resource.ts'
import { dockerProvider } from '../providers/docker.ts'
import { debianProgram, localProgram, type SingleProgram } from '../providers/program-provider.ts'
import { urlProvider } from '../providers/url.ts'
import type { ResourceDriver } from '../resource-server.ts'
import { sharedServer } from '../shared-server.ts'
import { startServer } from '../start-server.ts'
import { ACCOUNT_PASSWORD, accountUser, NatsAccounts } from './nats-accounts.ts'

const NATS: SingleProgram = {
  program: 'nats-server',
  debianPackage: 'nats-server',
  debianPath: 'usr/sbin/nats-server',
  versionPattern: /v(\d[\d.]*)/,
}

/** NATS with JetStream: each namespace is an account, which sees no subject of another. */
export const natsDriver: ResourceDriver = {
  kind: 'nats',
  providers: [
    urlProvider,
    localProgram(NATS),
    debianProgram(NATS),
    dockerProvider((version) => ({
      image: `nats:${version ?? '2'}`,
      port: 4222,
      environment: {},
      command: ['--jetstream'],
      url: (host, port) => `nats://${host}:${port}`,
    })),
  ],
  async start(spec, supply, context) {
    if (supply.form === 'server') return sharedServer(supply, connectionFrom)
    const accounts = new NatsAccounts()
    const plan = {
      program: supply.paths[NATS.program]!,
      libraryPath: supply.libraryPath,
      arguments: (port: number, directory: string) => ['--config', accounts.configure(port, directory)],
      greeting: { expect: 'INFO ' },
    }
    const server = await startServer(spec, plan, context)
    let opened = 0
    return {
      process: server.process,
      isShared: false,
      async openNamespace() {
        const index = opened
        opened += 1
        await accounts.provide(index, server)
        const user = `${accountUser(index)}:${ACCOUNT_PASSWORD}`
        return {
          address: connectionFrom(`nats://${user}@127.0.0.1:${server.port}`),
          // An account is used once: what it leaves behind is seen by nobody.
          [Symbol.asyncDispose]: () => Promise.resolve(),
        }
      },
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    }
  },
}

function connectionFrom(url: string): NatsConnection {
  const { hostname, port, username, password } = new URL(url)
  return { url, host: hostname, port: Number(port || 4222), user: username, password }
}

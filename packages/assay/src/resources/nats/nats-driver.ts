import { dockerProvider } from '../providers/docker.ts'
import { debianProgram, localProgram, type SingleProgram } from '../providers/program-provider.ts'
import { urlProvider } from '../providers/url.ts'
import type { ResourceDriver } from '../resource-server.ts'
import { sharedServer } from '../shared-server.ts'
import { connectionFrom } from './nats-connection.ts'
import { NatsServers } from './nats-servers.ts'

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
    const program = { program: supply.paths[NATS.program]!, libraryPath: supply.libraryPath }
    const servers = await NatsServers.start(program, spec, context)
    return {
      process: servers.first.process,
      isShared: false,
      openNamespace: () => servers.openNamespace(),
      [Symbol.asyncDispose]: () => servers[Symbol.asyncDispose](),
    }
  },
}

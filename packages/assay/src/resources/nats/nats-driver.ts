import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NatsConnection } from '../../model/resource.ts'
import { numberedNamespaces } from '../numbered-namespaces.ts'
import { dockerProvider } from '../providers/docker.ts'
import { debianProgram, localProgram, type SingleProgram } from '../providers/program-provider.ts'
import { urlProvider } from '../providers/url.ts'
import type { ResourceDriver } from '../resource-server.ts'
import { sharedServer } from '../shared-server.ts'
import { startServer } from '../start-server.ts'

const ACCOUNTS = 512

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
    const plan = {
      program: supply.paths[NATS.program]!,
      libraryPath: supply.libraryPath,
      arguments: (port: number, directory: string) => {
        const configFile = join(directory, 'nats.conf')
        writeFileSync(configFile, configuration(port, directory))
        return ['--config', configFile]
      },
      greeting: { expect: 'INFO ' },
    }
    const server = await startServer(spec, plan, context)
    return {
      process: server.process,
      isShared: false,
      openNamespace: numberedNamespaces({
        resource: spec.name,
        count: ACCOUNTS,
        addressOf: (index) => connectionFrom(`nats://tenant${index}:assay@127.0.0.1:${server.port}`),
      }),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    }
  },
}

function configuration(port: number, directory: string): string {
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => {
    const users = `[{ user: tenant${index}, password: assay }]`
    return `  TENANT${index} { jetstream: enabled, users: ${users} }`
  })
  return [
    'host: 127.0.0.1',
    `port: ${port}`,
    `jetstream { store_dir: ${JSON.stringify(directory)} }`,
    'accounts {',
    ...accounts,
    '}',
    '',
  ].join('\n')
}

function connectionFrom(url: string): NatsConnection {
  const { hostname, port, username, password } = new URL(url)
  return { url, host: hostname, port: Number(port || 4222), user: username, password }
}

import type { RedisConnection } from '../../model/resource.ts'
import { probePort } from '../../processes/probe.ts'
import { dockerProvider } from '../providers/docker.ts'
import { debianProgram, localProgram, type SingleProgram } from '../providers/program-provider.ts'
import { urlProvider } from '../providers/url.ts'
import type { ResourceDriver } from '../resource-server.ts'
import { sharedServer } from '../shared-server.ts'
import { startServer } from '../start-server.ts'
import { numberedNamespaces } from './numbered-namespaces.ts'

const DATABASES = 512
const CLEAR_TIMEOUT_MS = 2_000

const REDIS: SingleProgram = {
  program: 'redis-server',
  debianPackage: 'redis-server',
  debianPath: 'usr/bin/redis-server',
  versionPattern: /v=(\S+)/,
}

/** Redis: each namespace is one of its numbered databases. */
export const redisDriver: ResourceDriver = {
  kind: 'redis',
  providers: [
    urlProvider,
    localProgram(REDIS),
    debianProgram(REDIS),
    dockerProvider((version) => ({
      image: `redis:${version ?? '8'}`,
      port: 6379,
      environment: {},
      command: ['redis-server', '--databases', String(DATABASES), '--save', ''],
      url: (host, port) => `redis://${host}:${port}`,
    })),
  ],
  async start(spec, supply, context) {
    if (supply.form === 'server') return sharedServer(supply, connectionFrom)
    const plan = {
      program: supply.paths[REDIS.program]!,
      libraryPath: supply.libraryPath,
      arguments: (port: number, directory: string) => [
        ...['--port', String(port), '--bind', '127.0.0.1', '--databases', String(DATABASES)],
        ...['--save', '', '--appendonly', 'no', '--dir', directory, '--daemonize', 'no'],
      ],
      greeting: { send: 'PING\r\n', expect: '+PONG' },
    }
    const server = await startServer(spec, plan, context)
    return {
      process: server.process,
      isShared: false,
      openNamespace: numberedNamespaces({
        resource: spec.name,
        count: DATABASES,
        addressOf: (index) => connectionFrom(`redis://127.0.0.1:${server.port}/${index}`),
        clear: (index) => flushDatabase(server.port, index),
      }),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    }
  },
}

/** The reply to SELECT is skipped, so that the first answer is the flush's. */
function flushDatabase(port: number, index: number): Promise<void> {
  const send = `CLIENT REPLY SKIP\r\nSELECT ${index}\r\nFLUSHDB\r\n`
  return probePort({ host: '127.0.0.1', port, send, expect: '+OK' }, CLEAR_TIMEOUT_MS)
}

function connectionFrom(url: string): RedisConnection {
  const { hostname, port, pathname } = new URL(url)
  return { url, host: hostname, port: Number(port || 6379), database: Number(pathname.slice(1) || 0) }
}

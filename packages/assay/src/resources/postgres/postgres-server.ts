import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { findProgram } from '../../base/find-program.ts'
import { infrastructureError } from '../../errors/assay-error.ts'
import type { PostgresConnection } from '../../model/resource.ts'
import type { ResourceSpec } from '../../model/system.ts'
import { claimPort } from '../../processes/ports.ts'
import { runProgram } from '../../processes/run-program.ts'
import { type RunningProcess, spawnProcess } from '../../processes/spawn-process.ts'
import { waitUntilReady } from '../../processes/wait-until-ready.ts'
import type { Supply } from '../providers/provider.ts'
import type { StartContext } from '../resource-server.ts'
import { readyTimeoutMs, withLibraries } from '../start-server.ts'
import { connectPostgres } from './connect-postgres.ts'
import { unprivileged } from './unprivileged.ts'

const USER = 'postgres'
const INITDB_TIMEOUT_MS = 120_000
const SHUTDOWN_TIMEOUT_MS = 30_000
const QUIT_TIMEOUT_MS = 1_000

/** A throw-away database need not survive a power failure, which is what these settings pay for. */
const THROW_AWAY_SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  jit: 'off',
  // Shared memory as files of the cluster, so that none outlives it.
  dynamic_shared_memory_type: 'mmap',
  // Recycling of log segments is for a server that lives longer.
  min_wal_size: '2MB',
  wal_init_zero: 'off',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
}

export type PostgresPrograms = Supply & { readonly form: 'programs' }

export interface PostgresProcess {
  readonly process: RunningProcess
  /** Connected to the database `postgres`. */
  readonly admin: Client
  connectionTo(database: string): PostgresConnection
  /** Writes everything out, so that the directory can be kept. */
  shutDown(): Promise<void>
  kill(): Promise<void>
}

/** Makes an empty cluster, as small as can be: trusted local connections, UTF-8, byte order. */
export async function createCluster(directory: string, supply: PostgresPrograms): Promise<void> {
  const options = [
    ...['--auth=trust', `--username=${USER}`, '--encoding=UTF8', '--locale=C'],
    ...['--wal-segsize=1', '--no-sync'],
  ]
  const initdb = supply.paths['initdb']!
  const { prefix, ownerId } = await unprivileged(initdb)
  mkdirSync(directory, { mode: 0o700 })
  await giveTo(ownerId, directory)
  const [runner, ...args] = [...prefix, initdb, ...options, `--pgdata=${directory}`]
  const made = await runProgram(findProgram(runner!, '/')!, args, {
    environment: { ...process.env, ...withLibraries(supply.libraryPath) },
    timeoutMs: INITDB_TIMEOUT_MS,
  })
  if (made.code === 0) return
  throw infrastructureError({
    code: 'initdb_failed',
    message: 'PostgreSQL could not make an empty database cluster.',
    evidence: `${made.output}\n${made.errors}`.trim().split('\n').slice(-8),
    fix: `run it by hand: ${initdb} ${options.join(' ')}`,
  })
}

/** Starts a server on a cluster that exists and waits for its first answer to a query. */
export async function startPostgres(
  name: string,
  spec: ResourceSpec,
  directory: string,
  supply: PostgresPrograms,
  context: StartContext,
): Promise<PostgresProcess> {
  const claim = await claimPort()
  const { prefix, ownerId } = await unprivileged(supply.paths['postgres']!)
  await giveTo(ownerId, directory)
  const settings = { ...THROW_AWAY_SETTINGS, ...spec.options.settings }
  const [runner, ...args] = [
    ...prefix,
    supply.paths['postgres']!,
    ...['-D', directory, '-p', String(claim.port)],
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
  ]
  const running = spawnProcess({
    name,
    runId: context.runId,
    program: findProgram(runner!, '/')!,
    arguments: args,
    directory: context.dataDirectory,
    environment: { ...process.env, ...withLibraries(supply.libraryPath) },
    logFile: join(context.logDirectory, `${name}.log`),
    guard: context.guard,
  })
  const connectionTo = (database: string) => connectionOn(claim.port, database)
  const admin = await waitUntilReady(running, {
    part: spec.name,
    timeoutMs: readyTimeoutMs(spec),
    signal: context.signal,
    asks: `a connection to port ${claim.port}`,
    probe: () => connectPostgres(connectionTo('postgres').url),
  })
  return {
    process: running,
    admin,
    connectionTo,
    async shutDown() {
      // SIGINT is PostgreSQL's "fast" shutdown: connections are ended, everything is written.
      await running.stop(SHUTDOWN_TIMEOUT_MS, 'SIGINT')
      claim.release()
    },
    async kill() {
      // SIGQUIT is its "immediate" shutdown: nothing is written, but shared memory is given back.
      await running.stop(QUIT_TIMEOUT_MS, 'SIGQUIT')
      claim.release()
    },
  }
}

function connectionOn(port: number, database: string): PostgresConnection {
  const host = '127.0.0.1'
  const url = `postgres://${USER}:${USER}@${host}:${port}/${database}`
  return { url, host, port, user: USER, password: USER, database }
}

async function giveTo(ownerId: number | undefined, directory: string): Promise<void> {
  if (ownerId === undefined || statSync(directory).uid === ownerId) return
  const options = { timeoutMs: INITDB_TIMEOUT_MS }
  await runProgram(findProgram('chown', '/')!, ['-R', `${ownerId}:${ownerId}`, directory], options)
}

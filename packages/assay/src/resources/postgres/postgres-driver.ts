import { join } from 'node:path'
import type { PostgresConnection } from '../../model/resource.ts'
import type { ResourceSpec } from '../../model/system.ts'
import { dockerProvider } from '../providers/docker.ts'
import type { Supply } from '../providers/provider.ts'
import { urlProvider } from '../providers/url.ts'
import type { ResourceDriver, ResourceServer, StartContext } from '../resource-server.ts'
import { sharedServer } from '../shared-server.ts'
import { applyMigration } from './apply-migration.ts'
import { ClonePool } from './clone-pool.ts'
import { copyMigratedCluster, TEMPLATE_DATABASE } from './cluster-template.ts'
import { debianPostgres, localPostgres, npmPostgres } from './postgres-provider.ts'
import { type PostgresPrograms, startPostgres } from './postgres-server.ts'
import { unprivileged } from './unprivileged.ts'

/** PostgreSQL: each namespace is a database cloned from the migrated template. */
export const postgresDriver: ResourceDriver = {
  kind: 'postgres',
  providers: [
    urlProvider,
    localPostgres,
    npmPostgres,
    debianPostgres,
    dockerProvider((version) => ({
      image: `postgres:${version ?? '18'}`,
      port: 5432,
      environment: { POSTGRES_PASSWORD: 'postgres' },
      command: ['postgres', '-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
      url: (host, port) => `postgres://postgres:postgres@${host}:${port}/postgres`,
    })),
  ],
  start(spec, supply, context) {
    if (supply.form === 'programs') return startOwnServer(spec, supply, context)
    return useRunningServer(spec, supply, context)
  },
}

async function startOwnServer(
  spec: ResourceSpec,
  supply: PostgresPrograms,
  context: StartContext,
): Promise<ResourceServer> {
  const directory = join(context.dataDirectory, spec.name)
  // How the server may run is found out while its data is copied.
  await Promise.all([
    copyMigratedCluster(spec, directory, supply, context),
    unprivileged(supply.paths['postgres']!),
  ])
  const server = await startPostgres(spec.name, spec, directory, supply, context)
  const pool = await ClonePool.open({ admin: server.admin, template: TEMPLATE_DATABASE, prefix: 'assay' })
  return {
    process: server.process,
    isShared: false,
    async openNamespace() {
      const database = await pool.take()
      return {
        address: server.connectionTo(database),
        async [Symbol.asyncDispose]() {
          pool.giveBack(database)
        },
      }
    },
    [Symbol.asyncDispose]: () => server.kill(),
  }
}

/** A server somebody else runs is migrated in place and shared: it is not ours to clone on. */
async function useRunningServer(
  spec: ResourceSpec,
  supply: Supply & { readonly form: 'server' },
  context: StartContext,
): Promise<ResourceServer> {
  if (spec.options.migrate !== undefined) {
    await applyMigration(spec.name, spec.options.migrate, connectionFrom(supply.url), context)
  }
  return sharedServer(supply, connectionFrom)
}

function connectionFrom(url: string): PostgresConnection {
  const { hostname, port, username, password, pathname } = new URL(url)
  const user = decodeURIComponent(username) || 'postgres'
  return {
    url,
    host: hostname,
    port: Number(port || 5432),
    user,
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)) || user,
  }
}

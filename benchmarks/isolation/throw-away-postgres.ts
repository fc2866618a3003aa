import { newRunId } from '../../packages/assay/src/base/identifiers.ts'
import type { PostgresConnection } from '../../packages/assay/src/model/resource.ts'
import { startGuard } from '../../packages/assay/src/processes/guard.ts'
import { makeRunDirectory } from '../../packages/assay/src/processes/run-directory.ts'
import { RESOURCE_DRIVERS } from '../../packages/assay/src/resources/drivers.ts'
import {
  chooseProvider,
  resourceUnavailable,
} from '../../packages/assay/src/resources/providers/choose-provider.ts'

export interface ThrowAwayPostgres extends AsyncDisposable {
  urlOf(database: string): string
}

/** The server that a system would get, without a system. */
export async function startThrowAwayPostgres(): Promise<ThrowAwayPostgres> {
  const runId = newRunId()
  const guard = startGuard(runId)
  const directory = makeRunDirectory(runId)
  guard.own(directory)
  const driver = RESOURCE_DRIVERS.postgres
  const request = {
    name: 'db',
    kind: 'postgres',
    version: '18',
    url: undefined,
    directory: process.cwd(),
  } as const
  const { chosen, rejected } = await chooseProvider(request, driver.providers)
  if (chosen === undefined) throw resourceUnavailable(request, rejected)
  const supply = await chosen.prepare(() => undefined)
  const server = await driver.start({ name: 'db', kind: 'postgres', options: {} }, supply, {
    runId,
    dataDirectory: directory,
    logDirectory: directory,
    systemDirectory: process.cwd(),
    guard,
    signal: new AbortController().signal,
    report: () => undefined,
  })
  const { address } = await server.openNamespace()
  const { host, port, user, password } = address as PostgresConnection
  return {
    urlOf: (database) => `postgres://${user}:${password}@${host}:${port}/${database}`,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await guard[Symbol.asyncDispose]()
    },
  }
}

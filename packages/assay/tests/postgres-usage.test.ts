import { rmSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { poll } from '../src/base/poll.ts'
import { postgresActivity } from '../src/data/postgres-activity.ts'
import { supplyRequest } from '../src/lifecycle/resource-servers.ts'
import { findSaturations } from '../src/load/monitor/find-saturation.ts'
import { startUsageMonitor } from '../src/load/monitor/usage-monitor.ts'
import type { PostgresConnection } from '../src/model/resource.ts'
import type { ResourceSpec } from '../src/model/system.ts'
import { startGuard } from '../src/processes/guard.ts'
import { makeRunDirectory } from '../src/processes/run-directory.ts'
import { RESOURCE_DRIVERS } from '../src/resources/drivers.ts'
import { connectPostgres } from '../src/resources/postgres/connect-postgres.ts'
import { chooseProvider } from '../src/resources/providers/choose-provider.ts'
import type { ResourceServer } from '../src/resources/resource-server.ts'

const MEBIBYTE = 1_024 * 1_024
let server: ResourceServer
let url: string

beforeAll(async () => {
  const runId = `usage-${process.pid}`
  const directory = makeRunDirectory(runId)
  const guard = startGuard(runId)
  guard.own(directory)
  const spec: ResourceSpec = { name: 'ordersDb', kind: 'postgres', options: { version: 18 } }
  const driver = RESOURCE_DRIVERS.postgres
  const { chosen } = await chooseProvider(
    supplyRequest(spec, import.meta.dirname),
    driver.providers,
    undefined,
  )
  const report = () => undefined
  server = await driver.start(spec, await chosen!.prepare(report), {
    ...{ runId, guard, report, dataDirectory: directory, logDirectory: directory },
    ...{ systemDirectory: import.meta.dirname, signal: new AbortController().signal },
  })
  const { address } = await server.openNamespace()
  url = (address as PostgresConnection).url
  return async () => {
    await server[Symbol.asyncDispose]()
    await guard[Symbol.asyncDispose]()
    rmSync(directory, { recursive: true, force: true })
  }
})

/** Connections of a service's pool. They end with the test. */
async function openPool(size: number) {
  const clients = await Promise.all(Array.from({ length: size }, () => connectPostgres(url)))
  return {
    clients,
    [Symbol.asyncDispose]: async () => void (await Promise.all(clients.map((client) => client.end()))),
  }
}

test('connections are counted, those at work apart, and the counting one not at all', async () => {
  await using activity = postgresActivity(url, (note) => expect.fail(note))
  expect(await activity()).toEqual({ busy: 0, open: 0 })
  await using pool = await openPool(5)
  const [inTransaction, atWork] = pool.clients
  await inTransaction!.query('BEGIN')
  const sleeping = atWork!.query('SELECT pg_sleep(30)').catch(() => undefined)
  const outcome = await poll(async () => expect(await activity()).toEqual({ busy: 2, open: 5 }), {
    timeoutMs: 10_000,
  })
  expect(outcome).toMatchObject({ done: true })
  await connectPostgres(url).then(async (other) => {
    await other.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)'`,
    )
    await other.end()
  })
  await sleeping
})

test('a pool that is always busy is named', async () => {
  await using pool = await openPool(6)
  const database = postgresActivity(url, (note) => expect.fail(note))
  let answers = 0
  const activity = Object.assign(
    async () => {
      const answer = await database()
      answers += 1
      return answer
    },
    { [Symbol.asyncDispose]: database[Symbol.asyncDispose] },
  )
  await using monitor = startUsageMonitor({
    parts: [{ part: 'ordersDb', kind: 'resource', pid: server.process!.pid }],
    intervalMs: 50,
    databases: [{ part: 'ordersDb', activity }],
  })
  let isOver = false
  const work = pool.clients.map(async (client) => {
    while (!isOver) await client.query('SELECT pg_sleep(0.2)')
  })
  const outcome = await poll(() => expect(answers).toBeGreaterThan(20), { timeoutMs: 20_000 })
  expect(outcome).toMatchObject({ done: true })
  const usage = await monitor.finish()
  isOver = true
  await Promise.all(work)
  const saturations = findSaturations(usage, 64).filter(({ reason }) => reason.includes('connections'))
  expect(saturations).toEqual([{ part: 'ordersDb', reason: '6 of 6 connections busy', share: 1 }])
  const [first] = usage[0]!.samples
  // Every backend is a process with a connection; the one that asks is one more.
  expect(first!.threads).toBeGreaterThan(6)
  expect(first!.connections).toBeGreaterThanOrEqual(6)
})

test('buffers that all backends share count once', async () => {
  await using pool = await openPool(8)
  const [first] = pool.clients
  await first!.query(
    'CREATE TABLE much AS SELECT repeat(md5(i::text), 20) AS text FROM generate_series(1, 60000) i',
  )
  await using monitor = startUsageMonitor({
    parts: [{ part: 'ordersDb', kind: 'resource', pid: server.process!.pid }],
    intervalMs: 20,
  })
  for (const client of pool.clients) await client.query('SELECT count(text) FROM much')
  const outcome = await poll(() => expect(monitor.latest()).toHaveLength(1), { timeoutMs: 10_000 })
  expect(outcome).toMatchObject({ done: true })
  const [usage] = await monitor.finish()
  const megabytes = usage!.samples.at(-1)!.memoryBytes / MEBIBYTE
  // The 128 MB of buffers are not used up; eight times what is would be more than 350 MB.
  expect(megabytes).toBeGreaterThan(40)
  expect(megabytes).toBeLessThan(200)
})

import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresConnection } from '../../packages/assay/src/model/resource.ts'
import { ClonePool } from '../../packages/assay/src/resources/postgres/clone-pool.ts'
import { connectPostgres } from '../../packages/assay/src/resources/postgres/connect-postgres.ts'
import { atMost, type Measure, median, shown } from '../measure.ts'
import { startThrowAwayServer } from '../throw-away-server.ts'

const TABLE_COUNTS = [10, 50, 200]
const MOST_RATIO = 1.5
const TESTS = 40
/** What a test does besides asking for a database; meanwhile the next ones are made. */
const TEST_WORK_MS = 50

/**
 * What a test waits for when it asks for a fresh database, beside a bare connection to one that
 * exists; and beside the other ways to get a clean one.
 */
export async function run(): Promise<Measure[]> {
  const spec = { name: 'db', kind: 'postgres', options: { version: 18 } } as const
  await using postgres = await startThrowAwayServer(spec, import.meta.dirname)
  const { host, port, user, password } = postgres.address as PostgresConnection
  const urlOf = (database: string) => `postgres://${user}:${password}@${host}:${port}/${database}`
  const measures: Measure[] = []
  for (const tables of TABLE_COUNTS) {
    const template = `template_${tables}`
    await createTemplate(urlOf, template, tables)
    measures.push(...(await measureAt(tables, template, urlOf)))
  }
  return measures
}

async function measureAt(
  tables: number,
  template: string,
  urlOf: (database: string) => string,
): Promise<Measure[]> {
  const admin = await connectPostgres(urlOf('postgres'))
  await admin.query(`CREATE DATABASE bare_${tables} TEMPLATE ${template}`)
  const pool = await ClonePool.open({ admin, template, prefix: `clone_${tables}` })
  const times = {
    fresh: [] as number[],
    bare: [] as number[],
    truncate: [] as number[],
    walLog: [] as number[],
  }
  for (let test = 0; test < TESTS; test += 1) {
    times.bare.push(await timed(() => firstQuery(urlOf(`bare_${tables}`))))
    let database = ''
    times.fresh.push(
      await timed(async () => {
        database = await pool.take()
        await firstQuery(urlOf(database))
      }),
    )
    await sleep(TEST_WORK_MS)
    pool.giveBack(database)
  }
  await pool.close()
  const names = Array.from({ length: tables }, (_, index) => `t${index}`).join(', ')
  const client = await connectPostgres(urlOf(`bare_${tables}`))
  for (let round = 0; round < 5; round += 1) {
    await client.query('INSERT INTO t0 (name) VALUES ($1)', ['dirty'])
    times.truncate.push(await timed(() => client.query(`TRUNCATE ${names} RESTART IDENTITY CASCADE`)))
    const clone = `walled_${tables}_${round}`
    times.walLog.push(
      await timed(async () => {
        await admin.query(`CREATE DATABASE ${clone} TEMPLATE ${template} STRATEGY wal_log`)
        await firstQuery(urlOf(clone))
      }),
    )
  }
  await client.end()
  await admin.end()
  const ratios = times.fresh.map((fresh, index) => fresh / times.bare[index]!)
  const name = `${tables} tables`
  return [
    atMost('isolation', `${name}: fresh database ÷ bare connect and query`, median(ratios), MOST_RATIO),
    shown('isolation', `${name}: bare connect and query, ms`, median(times.bare)),
    shown('isolation', `${name}: fresh database, ms`, median(times.fresh)),
    shown('isolation', `${name}: TRUNCATE of all tables, ms`, median(times.truncate)),
    shown('isolation', `${name}: clone with wal_log when asked, ms`, median(times.walLog)),
  ]
}

async function createTemplate(
  urlOf: (database: string) => string,
  template: string,
  tables: number,
): Promise<void> {
  const admin = await connectPostgres(urlOf('postgres'))
  await admin.query(`CREATE DATABASE ${template}`)
  await admin.end()
  const client = await connectPostgres(urlOf(template))
  for (let index = 0; index < tables; index += 1) {
    await client.query(
      `CREATE TABLE t${index} (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, ref int);
       CREATE INDEX ON t${index} (name);
       INSERT INTO t${index} (name) SELECT 'row ' || n FROM generate_series(1, 20) n`,
    )
    if (index > 0)
      await client.query(`ALTER TABLE t${index} ADD FOREIGN KEY (ref) REFERENCES t${index - 1} (id)`)
  }
  await client.end()
}

async function firstQuery(url: string): Promise<void> {
  const client = await connectPostgres(url)
  await client.query('SELECT 1 FROM t0 LIMIT 1')
  await client.end()
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

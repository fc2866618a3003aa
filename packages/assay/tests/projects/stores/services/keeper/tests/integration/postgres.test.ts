import { describe, eventually, expect, factory, test } from 'assay/test'

const note = factory({
  build: ({ unique }) => ({ text: `note ${unique}` }),
  persist: (value, { notesDb }) => notesDb!.insert<{ id: number; text: string }>('notes', value),
})

test('the service and the test see the same database', async ({ keeper, notesDb }) => {
  await keeper.post('/notes', { text: 'shared' })
  expect(await notesDb.query('SELECT text FROM notes WHERE text = $1', ['shared'])).toHaveLength(1)
})

test('the constraint of the real server is met', async ({ keeper, data }) => {
  const { text } = await data.create(note)
  expect(await keeper.post('/notes', { text })).toHaveStatus(409)
})

test('a fresh database is migrated and empty of what others wrote', async ({ notesDb }) => {
  const fresh = await notesDb.fresh()
  const other = await notesDb.fresh()
  await fresh.insert('notes', { text: 'only here' })
  expect(await fresh.query('SELECT text FROM notes ORDER BY id')).toEqual([
    { text: 'written by the migration' },
    { text: 'only here' },
  ])
  expect(await other.query('SELECT text FROM notes')).toHaveLength(1)
})

test('a transaction that is rolled back leaves nothing', async ({ notesDb }) => {
  const fresh = await notesDb.fresh()
  const client = await fresh.connect()
  await client.query('BEGIN')
  await client.query(`INSERT INTO notes (text) VALUES ('never')`)
  await client.query('ROLLBACK')
  expect(await fresh.query(`SELECT 1 FROM notes WHERE text = 'never'`)).toEqual([])
})

describe('with an environment for each test', () => {
  test.override({ isolation: 'test' })

  test.for([1, 2])('the service starts with the migrated state, time %i', async (_, { keeper }) => {
    expect((await keeper.get('/notes')).body).toEqual(['written by the migration'])
    await keeper.post('/notes', { text: 'mine' })
    expect((await keeper.get<string[]>('/notes')).body).toHaveLength(2)
  })
})

describe('with variables of its own', () => {
  test.override({ variables: { keeper: { KEEPER_MODE: 'strict' } } })

  test('the service has them', async ({ keeper }) => {
    expect((await keeper.get('/mode')).body).toEqual({ mode: 'strict' })
  })
})

test('and without, it has them not', async ({ keeper }) => {
  expect((await keeper.get('/mode')).body).toEqual({ mode: 'none' })
})

test('a service that is killed comes back with its data', async ({ keeper, data }) => {
  const { text } = await data.create(note)
  await keeper.kill()
  await expect(keeper.get('/notes')).rejects.toThrow('did not answer')
  await keeper.start()
  const texts = await eventually(async () => (await keeper.get<string[]>('/notes')).body)
  expect(texts).toContain(text)
})

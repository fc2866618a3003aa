import { expect, test } from 'vitest'
import { createData, factory } from './factory.ts'

const user = factory({
  build: ({ unique, sequence, random }) => ({
    email: `${unique}@example.test`,
    name: `User ${sequence}`,
    age: random.integer(18, 90),
  }),
  persist: async (value, parts: { saved: object[] }) => {
    parts.saved.push(value)
    return { id: parts.saved.length, ...value }
  },
})

function dataOf(seed: string, id: string) {
  const parts = { saved: [] as object[] }
  return { parts, data: createData(seed, id, () => parts) }
}

test('values have defaults, and overrides win', () => {
  const { data } = dataOf('seed', 'a')
  expect(data.build(user, { name: 'Ada' })).toMatchObject({
    name: 'Ada',
    email: expect.stringContaining('@'),
  })
})

test('the same seed and test give the same values', () => {
  expect(dataOf('seed', 'a').data.buildMany(user, 3)).toEqual(dataOf('seed', 'a').data.buildMany(user, 3))
})

test('values are unique within a test and among tests', () => {
  const values = [
    ...dataOf('seed', 'a').data.buildMany(user, 50),
    ...dataOf('seed', 'b').data.buildMany(user, 50),
  ]
  expect(new Set(values.map(({ email }) => email)).size).toBe(100)
})

test('what is created is stored', async () => {
  const { data, parts } = dataOf('seed', 'a')
  expect(await data.create(user, { name: 'Ada' })).toMatchObject({ id: 1, name: 'Ada' })
  expect(parts.saved).toHaveLength(1)
})

test('a factory that cannot store says so', async () => {
  const plain = factory<{ a: number }, never, unknown>({ build: () => ({ a: 1 }) })
  await expect(createData('s', 't', () => undefined).create(plain)).rejects.toThrow('no "persist"')
})

test('random values are evenly spread over their range', () => {
  const { random } = dataOf('seed', 'a').data
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < 4_000; i += 1) counts[random.integer(0, 3)]! += 1
  for (const count of counts) expect(count).toBeGreaterThan(850)
})

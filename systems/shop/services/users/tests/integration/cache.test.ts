import { describe, eventually, expect, test } from 'assay/test'
import { type User, user } from '../../../../tests/people.ts'
import { lockTable } from '../../../../tests/table-lock.ts'
import { tokenFor } from '../../../../tests/tokens.ts'

test('the first read misses the cache and fills it for an hour, the next one hits it', async ({
  users,
  cache,
  data,
}) => {
  const { id } = await data.create(user)
  const redis = await cache.client()
  const first = await users.get<User>(`/users/${id}`)
  expect(first.headers['x-cache']).toBe('miss')
  expect(JSON.parse((await redis.get(`user:${id}`)) ?? 'null')).toEqual(first.body)
  expect(await redis.ttl(`user:${id}`)).toBeGreaterThan(3590)
  expect(await redis.ttl(`user:${id}`)).toBeLessThanOrEqual(3600)
  const second = await users.get<User>(`/users/${id}`)
  expect(second.headers['x-cache']).toBe('hit')
  expect(second.body).toEqual(first.body)
  await expect(second).toMatchSchema('User')
})

test('what is cached is not asked of the database', async ({ users, usersDb, data }) => {
  const { id } = await data.create(user)
  await users.get(`/users/${id}`)
  await using _ = await lockTable(usersDb, 'users')
  expect((await users.get(`/users/${id}`, { timeoutMs: 500 })).headers['x-cache']).toBe('hit')
})

test('nothing about the password is cached', async ({ users, cache, data }) => {
  const { id, password } = await data.create(user)
  await users.get(`/users/${id}`)
  const kept = await (await cache.client()).get(`user:${id}`)
  expect(kept).not.toContain(password)
  expect(kept).not.toContain('scrypt')
})

describe('an account that has changed is forgotten', () => {
  test('when its owner changes it', async ({ users, data }) => {
    const { id } = await data.create(user)
    await users.get(`/users/${id}`)
    await users.patch(`/users/${id}`, { name: 'Ada King' }, { token: await tokenFor(id) })
    const answer = await users.get<User>(`/users/${id}`)
    expect(answer.headers['x-cache']).toBe('miss')
    expect(answer.body.name).toBe('Ada King')
  })

  test('when its owner deletes it', async ({ users, data }) => {
    const { id } = await data.create(user)
    await users.get(`/users/${id}`)
    await users.delete(`/users/${id}`, { token: await tokenFor(id) })
    expect(await users.get(`/users/${id}`)).toHaveStatus(404)
  })

  test('even by a reader that was slower than the change', async ({ users, usersDb, cache, data }) => {
    const { id } = await data.create(user)
    const redis = await cache.client()
    await using lock = await lockTable(usersDb, 'users')
    const reading = users.get(`/users/${id}`)
    await eventually(async () => (await lock.waiting()) > 0)
    // What another instance does when it changes the account meanwhile.
    await redis.incr(`user:${id}:epoch`)
    await lock.release()
    expect(await reading).toHaveStatus(200)
    expect(await redis.exists(`user:${id}`)).toBe(0)
  })
})

test('that somebody is not there is not cached', async ({ users, cache }) => {
  const id = crypto.randomUUID()
  await users.get(`/users/${id}`)
  expect(await (await cache.client()).exists(`user:${id}`)).toBe(0)
})

test.for([
  ['of an older version', JSON.stringify({ id: 1, login: 'ada' })],
  ['damaged', '{"id":"9b2d'],
])('a cached account that is %s is read anew', async ([, kept], { users, cache, data }) => {
  const { id, email } = await data.create(user)
  const redis = await cache.client()
  await redis.set(`user:${id}`, kept!)
  const answer = await users.get<User>(`/users/${id}`)
  expect(answer).toHaveStatus(200)
  expect(answer.body.email).toBe(email)
  expect(answer.headers['x-cache']).toBe('miss')
})

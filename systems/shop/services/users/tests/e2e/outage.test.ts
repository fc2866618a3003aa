import { eventually, expect, test } from 'assay/test'
import { cutOff } from '../../../../tests/outages.ts'
import { type User, user } from '../../../../tests/people.ts'
import { lockTable } from '../../../../tests/table-lock.ts'

test('without its database the users service says so, and recovers by itself', async ({
  users,
  usersDb,
  data,
}) => {
  const ada = await data.create(user)
  await users.get(`/users/${ada.id}`)
  {
    await using _ = await cutOff(usersDb)
    expect(await users.post('/users', data.build(user))).toBeProblem({
      status: 503,
      code: 'DEPENDENCY_UNAVAILABLE',
      detail: 'The database is unavailable.',
    })
    const health = await users.get('/health')
    expect(health).toHaveStatus(503)
    await expect(health).toMatchSchema('Health')
    expect(health.body).toMatchObject({
      status: 'unhealthy',
      checks: { database: 'unhealthy', redis: 'healthy', broker: 'healthy' },
    })
    // What is cached can still be read.
    expect((await users.get<User>(`/users/${ada.id}`)).body.email).toBe(ada.email)
  }
  await eventually(async () => (await users.post('/users', data.build(user))).status === 201)
  expect(await users.get('/health')).toHaveStatus(200)
})

test('when every connection is taken one more request is refused in time, and the others are answered', async ({
  users,
  usersDb,
  data,
}) => {
  const poolSize = 10
  const people = await Promise.all(Array.from({ length: poolSize }, () => data.create(user)))
  await using lock = await lockTable(usersDb, 'users')
  const waiting = people.map(({ id }) => users.get<User>(`/users/${id}`))
  await eventually(async () => (await lock.waiting()) === poolSize)
  const refused = await users.get(`/users/${crypto.randomUUID()}`)
  expect(refused).toBeProblem({ status: 503, code: 'DEPENDENCY_UNAVAILABLE' })
  expect(refused.exchange.durationMs).toBeLessThan(4000)
  await lock.release()
  const answers = await Promise.all(waiting)
  expect(answers.map(({ body }) => body.id)).toEqual(people.map(({ id }) => id))
})

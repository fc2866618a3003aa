import { eventually, expect, test } from 'assay/test'
import { takeDeadLetter } from '../../../../tests/dead-letters.ts'
import { messageAbout } from '../../../../tests/messages-about.ts'
import { type User, user } from '../../../../tests/people.ts'
import { lockTable } from '../../../../tests/table-lock.ts'
import { tokenFor } from '../../../../tests/tokens.ts'

test.override({
  variables: {
    users: {
      DATABASE_POOL_SIZE: '1',
      NEIGHBOUR_TIMEOUT_MS: '150',
      MESSAGE_ATTEMPTS: '3',
      MESSAGE_RETRY_MS: '1',
    },
  },
})

test('an orders service that is too slow is not waited for', async ({ users, stubs }) => {
  const id = crypto.randomUUID()
  stubs.orders.on('GET /orders', { delayMs: 10_000, body: { items: [], total: 0, limit: 20, offset: 0 } })
  const answer = await users.get(`/users/${id}/orders`, { token: await tokenFor(id) })
  expect(answer).toBeProblem({ status: 503, code: 'DEPENDENCY_UNAVAILABLE', detail: /orders service/ })
  expect(answer.exchange.durationMs).toBeLessThan(600)
})

test('a mail that is refused again and again is put aside, with how often it was tried', async ({
  users,
  broker,
  stubs,
  data,
}) => {
  stubs.mail.on('POST /messages', { status: 422, body: { error: 'no such domain' } })
  const events = await broker.collect('shop', 'user.registered')
  const ada = data.build(user)
  await users.post('/users', ada)
  const { messageId = '' } = await messageAbout(events, ada.email)
  const dead = await takeDeadLetter(broker, 'users.welcome-mail', messageId)
  expect(dead).toMatchObject({ attempts: 3, reason: 'the mail provider refused the mail with 422' })
  expect(stubs.mail).toHaveBeenCalled('POST /messages', { times: 3, with: { body: { to: ada.email } } })
})

test('requests wait for the only connection while another has it, and are all answered', async ({
  users,
  usersDb,
  data,
}) => {
  const people = await Promise.all(Array.from({ length: 5 }, () => data.create(user)))
  await using lock = await lockTable(usersDb, 'users')
  const reading = Promise.all(people.map(({ id }) => users.get<User>(`/users/${id}`)))
  await eventually(async () => (await lock.waiting()) > 0)
  // One statement waits for the lock, so the others can only wait for the pool.
  expect(await lock.waiting()).toBe(1)
  await lock.release()
  expect((await reading).map(({ body }) => body.id)).toEqual(people.map(({ id }) => id))
})

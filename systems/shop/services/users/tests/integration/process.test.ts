import { describe, eventually, expect, test } from 'assay/test'
import { logLines } from '../../../../tests/log-lines.ts'
import { refusesConnections } from '../../../../tests/outages.ts'
import { user } from '../../../../tests/people.ts'
import { lockTable } from '../../../../tests/table-lock.ts'

describe('the request id', () => {
  test('of a client is given back and is in the log line of the request', async ({ users, data }) => {
    const id = `checkout:${data.unique()}`
    const answer = await users.get('/users', { headers: { 'x-request-id': id } })
    expect(answer.headers['x-request-id']).toBe(id)
    const line = await eventually(() => logLines(users).find(({ requestId }) => requestId === id))
    expect(line).toMatchObject({
      service: 'users',
      msg: 'request finished',
      route: '/users',
      status: 200,
      traceId: answer.exchange.traceId,
    })
  })

  test.for(['two words', `x`.repeat(129)])('%s is replaced', async (id, { users }) => {
    const answer = await users.get('/users', { headers: { 'x-request-id': id } })
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('is given to an answer that no route made', async ({ users }) => {
    const answer = await users.get('/nowhere')
    expect(answer).toBeProblem({ status: 404, code: 'ROUTE_NOT_FOUND', detail: 'There is no GET /nowhere.' })
    expect(answer.headers['x-request-id']).toBe(answer.exchange.requestId)
  })
})

test('a password or a token is never logged', async ({ users, data }) => {
  const { password, email } = await data.create(user)
  const form = new URLSearchParams({ username: email, password })
  const { body } = await users.post<{ access_token: string }>('/token', form)
  await users.get('/users/profile', { token: body.access_token })
  await eventually(() => logLines(users).some(({ route }) => route === '/users/profile'))
  const written = users.logs().join('\n')
  expect(written).not.toContain(password)
  expect(written).not.toContain(body.access_token)
})

test('a deployment ends the service only when it has answered what it was asked', async ({
  users,
  usersDb,
  data,
}) => {
  const ada = await data.create(user)
  await using lock = await lockTable(usersDb, 'users')
  const asked = users.get(`/users/${ada.id}`)
  await eventually(async () => (await lock.waiting()) > 0)
  const stopping = users.stop()
  await refusesConnections(users)
  await lock.release()
  const answer = await asked
  expect(answer).toHaveStatus(200)
  expect(answer.headers['connection']).toBe('close')
  await stopping
  expect(logLines(users).at(-1)).toMatchObject({ msg: 'stopped' })
})

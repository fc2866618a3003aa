import { describe, expect, test } from 'assay/test'
import { tokenFor } from '../../../../tests/tokens.ts'

const HISTORY = 'GET /orders'

test('the history is what the orders service tells, asked on behalf of the user', async ({
  users,
  stubs,
}) => {
  const id = crypto.randomUUID()
  const token = await tokenFor(id)
  const answer = await users.get(`/users/${id}/orders`, { token, query: { limit: 5, offset: 10 } })
  expect(answer).toHaveStatus(200)
  await expect(answer).toMatchSchema('OrderHistory')
  expect(answer.body).toMatchObject({ items: [{ number: 'ORD-7ZK3M9QX4T', total: 56.98 }] })
  expect(stubs.orders).toHaveBeenCalled(HISTORY, {
    times: 1,
    with: { query: { limit: 5, offset: 10 }, headers: { authorization: `Bearer ${token}` } },
  })
})

test('request id and trace go along to the orders service', async ({ users, stubs }) => {
  const id = crypto.randomUUID()
  const { exchange } = await users.get(`/users/${id}/orders`, { token: await tokenFor(id) })
  expect(stubs.orders).toHaveBeenCalled(HISTORY, {
    with: {
      headers: {
        'x-request-id': exchange.requestId,
        traceparent: expect.stringMatching(`^00-${exchange.traceId}-`),
      },
    },
  })
})

test('of another user nothing is told or asked', async ({ users, stubs }) => {
  const answer = await users.get(`/users/${crypto.randomUUID()}/orders`, {
    token: await tokenFor(crypto.randomUUID()),
  })
  expect(answer).toBeProblem({ status: 403, code: 'FORBIDDEN' })
  expect(stubs.orders).not.toHaveBeenCalled(HISTORY)
})

describe('when the orders service', () => {
  test.for([
    ['refuses connections', { fault: 'reset' }],
    ['breaks off', { body: { items: [], total: 0, limit: 20, offset: 0 }, fault: 'cut' }],
    ['speaks another protocol', { fault: 'garbage' }],
    ['fails', { status: 500, body: {}, unchecked: true }],
    ['answers something else', { body: { orders: [] }, unchecked: true }],
    ['sends elsewhere', { status: 302, headers: { location: '/login' }, unchecked: true }],
    ['refuses the request', { status: 400, body: {}, unchecked: true }],
  ] as const)('%s, the history is a 503 that names it', async ([, answer], { users, stubs }) => {
    const id = crypto.randomUUID()
    stubs.orders.on(HISTORY, answer)
    expect(await users.get(`/users/${id}/orders`, { token: await tokenFor(id) })).toBeProblem({
      status: 503,
      code: 'DEPENDENCY_UNAVAILABLE',
      detail: /orders service/,
    })
  })
})

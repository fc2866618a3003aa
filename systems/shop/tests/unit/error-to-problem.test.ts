import { isDatabaseAway, isDatabaseLate, violatesUnique } from '@shop/service-kit/database-errors'
import { errorToProblem } from '@shop/service-kit/error-to-problem'
import { describe, expect, test } from 'assay/test'

type Request = Parameters<typeof errorToProblem>[1]
const request = { routeOptions: { config: {} } } as Request

/** An error of the driver. */
function failure(message: string, facts: object = {}): Error {
  return Object.assign(new Error(message), facts)
}

test('of an unknown error nothing internal is told', () => {
  const { body, cause } = errorToProblem(failure('connect as shop:hunter2 failed'), request)
  expect(body).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' })
  expect(JSON.stringify(body)).not.toContain('hunter2')
  expect(cause).toMatchObject({ message: 'connect as shop:hunter2 failed' })
})

test.for([
  failure('refused', { code: 'ECONNREFUSED' }),
  failure('shutting down', { code: '57P01' }),
  failure('too many clients', { code: '53300' }),
  failure('database "shop" is not currently accepting connections', { code: '55000', severity: 'FATAL' }),
  failure('password authentication failed', { code: '28P01', severity: 'FATAL' }),
  failure('Connection terminated unexpectedly'),
  failure('timeout exceeded when trying to connect'),
  failure('canceling statement due to statement timeout', { code: '57014' }),
  failure('Query read timeout'),
])('a database that is away or late is a 503: %s', (error) => {
  expect(errorToProblem(error, request).body).toMatchObject({ status: 503, code: 'DEPENDENCY_UNAVAILABLE' })
})

test('a late statement is not a database that is away, or messages would be tried for ever', () => {
  const late = failure('canceling statement due to statement timeout', { code: '57014' })
  expect([isDatabaseAway(late), isDatabaseLate(late)]).toEqual([false, true])
})

test('a statement that cannot be done now is not a database that is away', () => {
  const error = failure('lastval is not yet defined in this session', { code: '55000', severity: 'ERROR' })
  expect(errorToProblem(error, request).body).toMatchObject({ status: 500, code: 'INTERNAL_ERROR' })
})

describe('a unique constraint', () => {
  const taken = failure('duplicate key', { code: '23505', constraint: 'users_email' })

  test('is told from others by its name', () => {
    expect(violatesUnique(taken, 'users_email')).toBe(true)
    expect(violatesUnique(taken, 'orders_number_key')).toBe(false)
  })

  test('is told from other violations of the same name', () => {
    expect(
      violatesUnique(failure('null value', { code: '23502', constraint: 'users_email' }), 'users_email'),
    ).toBe(false)
  })
})

test('a problem has what RFC 9457 asks for, and what plain clients read', () => {
  const { body } = errorToProblem(
    failure('Body is too large', { code: 'FST_ERR_CTP_BODY_TOO_LARGE' }),
    request,
  )
  expect(body).toEqual({
    type: 'urn:shop:problem:body-too-large',
    title: 'The body is too large',
    status: 413,
    detail: 'Body is too large',
    code: 'BODY_TOO_LARGE',
    error: 'The body is too large',
    message: 'Body is too large',
  })
})

import { integer, pact, regex } from 'assay/contract'
import { expect, test } from 'vitest'
import { bearer } from '../../../../tests/pacts.ts'
import { tokenFor } from '../../../../tests/tokens.ts'
import { gatewayBefore } from '../gateway-before.ts'
import { promisedProblem, promisedUser } from '../promises.ts'

const users = pact({ consumer: 'gateway', provider: 'users' })
const documented = { service: 'gateway' }
const email = 'ada@example.com'
const password = 'Analytical1843'
const newUser = { email, password, name: 'Ada Lovelace', age: 36 }

test('registers a user', async () => {
  await using provider = await users.mock({
    description: 'a registration',
    given: 'nobody is registered',
    request: { method: 'POST', path: '/users', body: newUser },
    response: {
      status: 201,
      headers: { location: regex(/^\/users\/[0-9a-f-]{36}$/, '/users/9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2') },
      body: { ...promisedUser, email, name: 'Ada Lovelace', age: 36 },
    },
  })
  await using gateway = await gatewayBefore(provider.url)
  const answer = await gateway.ask('/users', { method: 'POST', body: newUser })
  expect(answer).toMatchObject({ status: 201, headers: { location: expect.stringMatching(/^\/users\//) } })
  await expect(answer.body).toMatchSchema('User', documented)
})

test('tells that an e-mail is registered already', async () => {
  await using provider = await users.mock({
    description: 'a registration',
    given: { name: 'a user is registered', params: { email } },
    request: { method: 'POST', path: '/users', body: newUser },
    response: promisedProblem(409, 'EMAIL_ALREADY_REGISTERED'),
  })
  await using gateway = await gatewayBefore(provider.url)
  const { status, body } = await gateway.ask('/users', { method: 'POST', body: newUser })
  expect(status).toBe(409)
  await expect(body).toMatchSchema('Problem', documented)
})

test('gives a token for e-mail and password', async () => {
  await using provider = await users.mock({
    description: 'a login',
    given: { name: 'a user is registered', params: { email, password } },
    request: loginWith(password),
    response: {
      headers: { 'cache-control': 'no-store' },
      body: {
        access_token: regex(/^[\w-]+(\.[\w-]+){2}$/, 'header.claims.signature'),
        token_type: 'bearer',
        expires_in: integer(3600),
      },
    },
  })
  await using gateway = await gatewayBefore(provider.url)
  const answer = await gateway.ask('/token', { method: 'POST', body: formWith(password) })
  expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
  await expect(answer.body).toMatchSchema('Token', documented)
})

test('gives no token for a wrong password', async () => {
  await using provider = await users.mock({
    description: 'a login with a wrong password',
    given: { name: 'a user is registered', params: { email, password } },
    request: loginWith('Analytical1834'),
    response: promisedProblem(401, 'INVALID_CREDENTIALS'),
  })
  await using gateway = await gatewayBefore(provider.url)
  const { status, body } = await gateway.ask('/token', { method: 'POST', body: formWith('Analytical1834') })
  expect(status).toBe(401)
  await expect(body).toMatchSchema('Problem', documented)
})

test('shows the own account', async () => {
  await using provider = await users.mock({
    description: 'a request for the own account',
    given: { name: 'a user is registered', params: { email } },
    request: { method: 'GET', path: '/users/profile', headers: { authorization: bearer } },
    response: { body: { ...promisedUser, email } },
  })
  await using gateway = await gatewayBefore(provider.url)
  const { status, body } = await gateway.ask('/users/profile', { token: await tokenFor(crypto.randomUUID()) })
  expect(status).toBe(200)
  await expect(body).toMatchSchema('User', documented)
})

test('tells whether the service works', async () => {
  await using provider = await users.mock({
    description: 'a request for the health',
    request: { method: 'GET', path: '/health' },
    response: { status: 200 },
  })
  await using gateway = await gatewayBefore(provider.url)
  const { body } = await gateway.ask('/health')
  expect(body).toMatchObject({ services: { users: { status: 'healthy' } } })
})

function fieldsWith(wanted: string) {
  return { grant_type: 'password', username: email, password: wanted }
}

function formWith(wanted: string): URLSearchParams {
  return new URLSearchParams(fieldsWith(wanted))
}

function loginWith(wanted: string) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return { method: 'POST', path: '/token', headers, body: fieldsWith(wanted) }
}

import { describe, expect, test } from 'assay/test'
import { decodeJwt } from 'jose'
import { logIn, user } from '../../../../tests/people.ts'
import { forgeries, tokenFor } from '../../../../tests/tokens.ts'

describe('a login', () => {
  test('gives a token that names the user, the tier and its end', async ({ users, data }) => {
    const ada = await data.create(user, { tier: 'premium' })
    const answer = await logIn(users, ada.email, ada.password)
    expect(answer).toHaveStatus(200)
    await expect(answer).toMatchSchema('Token')
    expect(answer.body).toMatchObject({ token_type: 'bearer', expires_in: 3600 })
    expect(answer.headers['cache-control']).toBe('no-store')
    const claims = decodeJwt(answer.body.access_token)
    expect(claims).toMatchObject({ sub: ada.id, email: ada.email, tier: 'premium', iss: 'shop' })
    expect(claims.exp! - claims.iat!).toBe(3600)
  })

  test('takes the e-mail in any case, and the password in its own only', async ({ users, data }) => {
    const ada = await data.create(user)
    expect(await logIn(users, ada.email.toUpperCase(), ada.password)).toHaveStatus(200)
    expect(await logIn(users, ada.email, ada.password.toLowerCase())).toHaveStatus(401)
  })

  test('that fails does not tell whether the e-mail is registered', async ({ users, data }) => {
    const ada = await data.create(user)
    const [wrong, unknown] = [
      await logIn(users, ada.email, 'Wrong12345'),
      await logIn(users, `${data.unique()}@example.com`, 'Wrong12345'),
    ]
    expect(wrong).toBeProblem({ status: 401, code: 'INVALID_CREDENTIALS' })
    expect(unknown.status).toBe(401)
    expect(unknown.body).toEqual(wrong.body)
  })

  test('fails for an account that is not active', async ({ users, data }) => {
    const ada = await data.create(user)
    await users.patch(`/users/${ada.id}`, { active: false }, { token: await tokenFor(ada.id) })
    expect(await logIn(users, ada.email, ada.password)).toBeProblem({
      status: 401,
      code: 'INVALID_CREDENTIALS',
    })
  })

  test('is a form, and not JSON', async ({ users }) => {
    const answer = await users.post('/token', { username: 'ada@example.com', password: 'Analytical1843' })
    expect(answer).toBeProblem({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
  })

  test.for([
    ['without a password', { username: 'ada@example.com' }],
    ['without a name', { password: 'Analytical1843' }],
    ['of another grant', { grant_type: 'client_credentials', username: 'a', password: 'b' }],
    ['with a zero byte in the name', { username: 'ada\u0000', password: 'Analytical1843' }],
  ] as [string, Record<string, string>][])('%s is refused', async ([, form], { users }) => {
    const answer = await users.post('/token', new URLSearchParams(form))
    expect(answer).toBeProblem({ status: 400, code: 'VALIDATION_FAILED' })
  })

  test('is not fooled by SQL in the e-mail', async ({ users }) => {
    expect(await logIn(users, `' OR '1'='1`, 'Analytical1843')).toHaveStatus(401)
  })
})

test('the profile needs a token', async ({ users }) => {
  const answer = await users.get('/users/profile')
  expect(answer).toBeProblem({ status: 401, code: 'UNAUTHENTICATED' })
  expect(answer.headers['www-authenticate']).toBe('Bearer')
})

test.for(Object.keys(forgeries))('the profile is not shown for a token %s', async (kind, { users, data }) => {
  const ada = await data.create(user)
  const answer = await users.get('/users/profile', { token: await forgeries[kind]!(ada.id) })
  expect(answer).toBeProblem({ status: 401, code: 'INVALID_TOKEN' })
  expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
})

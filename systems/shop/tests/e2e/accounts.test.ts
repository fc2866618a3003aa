import { expect, test } from 'assay/test'
import { mailsTo } from '../mail.ts'
import { logIn, type User, user } from '../people.ts'
import { shopper } from '../shopping.ts'

test('who registers gets one welcome mail, under the request id of the registration', async ({
  gateway,
  stubs,
  data,
}) => {
  const ada = data.build(user)
  const { exchange } = await gateway.post('/users', ada)
  expect(await mailsTo(stubs.mail, ada.email)).toMatchObject([
    {
      body: { to: ada.email, subject: 'Welcome to the shop', text: expect.stringContaining(ada.name) },
      headers: { 'x-request-id': exchange.requestId },
    },
  ])
})

test('the own profile can be seen and changed, and what was changed is what others see', async ({
  gateway,
  data,
}) => {
  const [ada, grace] = [await data.create(shopper), await data.create(shopper)]
  const profile = await gateway.get<User>('/users/profile', { token: ada.token })
  expect(profile).toHaveStatus(200)
  await expect(profile).toMatchSchema('User')
  expect(profile.body.email).toBe(ada.email)
  const seenBefore = await gateway.get<User>(`/users/${ada.id}`, { token: grace.token })
  expect(seenBefore.body.name).toBe(ada.name)
  const changed = await gateway.patch<User>(`/users/${ada.id}`, { name: 'Ada King' }, { token: ada.token })
  expect(changed).toHaveStatus(200)
  const seen = await gateway.get<User>(`/users/${ada.id}`, { token: grace.token })
  expect(seen.body).toEqual({ ...profile.body, name: 'Ada King' })
})

test('who has closed the account cannot log in any more', async ({ gateway, data }) => {
  const ada = await data.create(shopper)
  expect(await gateway.patch(`/users/${ada.id}`, { active: false }, { token: ada.token })).toHaveStatus(200)
  expect(await logIn(gateway, ada.email, ada.password)).toBeProblem({
    status: 401,
    code: 'INVALID_CREDENTIALS',
  })
})

test('who has deleted the account is nobody, and the e-mail is free again', async ({ gateway, data }) => {
  const ada = await data.create(shopper)
  expect(await gateway.delete(`/users/${ada.id}`, { token: ada.token })).toHaveStatus(204)
  expect(await logIn(gateway, ada.email, ada.password)).toHaveStatus(401)
  expect(await gateway.get('/users/profile', { token: ada.token })).toBeProblem({ status: 404 })
  expect(await gateway.post('/users', data.build(user, { email: ada.email }))).toHaveStatus(201)
})

test('the e-mail of somebody else cannot be registered again', async ({ gateway, data }) => {
  const ada = await data.create(shopper)
  const answer = await gateway.post('/users', data.build(user, { email: ada.email }))
  expect(answer).toBeProblem({ status: 409, code: 'EMAIL_ALREADY_REGISTERED', detail: /already registered/ })
})

import { expect, test } from 'assay/test'
import { handled } from '../../../../tests/log-lines.ts'
import { mailsTo } from '../../../../tests/mail.ts'
import { signIn, type User, user } from '../../../../tests/people.ts'

test('accounts, logins and cached accounts outlive a restart', async ({ users, data }) => {
  const ada = await data.create(user)
  const token = await signIn(users, ada)
  await users.get(`/users/${ada.id}`)
  await users.stop()
  await users.start()
  const profile = await users.get<User>('/users/profile', { token })
  expect(profile).toHaveStatus(200)
  expect(profile.body.email).toBe(ada.email)
  expect((await users.get(`/users/${ada.id}`)).headers['x-cache']).toBe('hit')
  expect(await signIn(users, ada)).toEqual(expect.any(String))
})

test('a welcome mail that was not sent before a crash is sent after it', async ({ users, stubs, data }) => {
  // The provider does not answer, so the service is killed while it waits.
  const ada = data.build(user)
  const toAda = { route: 'POST /messages', when: { body: { to: ada.email } } }
  stubs.mail.on(toAda, [{ fault: 'hang' }, { status: 202, body: { id: 'msg_1' } }])
  expect(await users.post('/users', ada)).toHaveStatus(201)
  await mailsTo(stubs.mail, ada.email)
  await users.kill()
  await users.start()
  const [before, after] = await mailsTo(stubs.mail, ada.email, 2)
  const messageId = before!.headers['idempotency-key']
  expect(after!.headers['idempotency-key']).toBe(messageId)
  await handled(users, messageId!)
})

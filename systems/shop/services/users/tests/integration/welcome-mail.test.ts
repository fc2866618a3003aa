import { expect, test } from 'assay/test'
import { takeDeadLetter } from '../../../../tests/dead-letters.ts'
import { handled } from '../../../../tests/log-lines.ts'
import { mailsTo } from '../../../../tests/mail.ts'
import { messageAbout } from '../../../../tests/messages-about.ts'
import { user } from '../../../../tests/people.ts'

const WELCOME = 'POST /messages'

test('who registers gets one welcome mail, asked for by the event', async ({ broker, stubs, data }) => {
  const events = await broker.collect('shop', 'user.registered')
  const ada = await data.create(user)
  const { body, messageId } = await messageAbout(events, ada.email)
  expect(body).toEqual({ userId: ada.id, email: ada.email, name: ada.name })
  const mails = await mailsTo(stubs.mail, ada.email)
  expect(mails).toMatchObject([
    {
      headers: { 'idempotency-key': messageId },
      body: { to: ada.email, subject: 'Welcome to the shop', text: expect.stringContaining(ada.name) },
    },
  ])
  await expect(mails[0]!.body).toMatchSchema('NewMessage', { service: 'mail' })
})

test('request id and trace of the registration go along, in the event and to the mail provider', async ({
  users,
  broker,
  stubs,
  data,
}) => {
  const events = await broker.collect('shop', 'user.registered')
  const ada = data.build(user)
  const { exchange } = await users.post('/users', ada)
  const carried = {
    'x-request-id': exchange.requestId,
    traceparent: expect.stringMatching(`^00-${exchange.traceId}-[0-9a-f]{16}-01$`),
  }
  expect(await messageAbout(events, ada.email)).toMatchObject({ headers: carried })
  expect(await mailsTo(stubs.mail, ada.email)).toMatchObject([{ headers: carried }])
})

test('a registration that is told twice is welcomed once', async ({ users, broker, stubs, data }) => {
  const messageId = crypto.randomUUID()
  const event = { userId: crypto.randomUUID(), email: `${data.unique()}@example.com`, name: 'Ada' }
  for (const times of [1, 2]) {
    await broker.publish('shop', 'user.registered', event, { messageId })
    await handled(users, messageId, times)
  }
  expect(stubs.mail).toHaveBeenCalled(WELCOME, { times: 1, with: { body: { to: event.email } } })
})

test('a registration does not wait for the mail, which is tried again until it is taken', async ({
  users,
  stubs,
  data,
}) => {
  const ada = data.build(user)
  const toAda = { route: WELCOME, when: { body: { to: ada.email } } }
  stubs.mail.on(toAda, [{ fault: 'reset' }, { status: 202, body: { id: 'msg_1' } }])
  expect(await users.post('/users', ada)).toHaveStatus(201)
  const [failed, taken] = await mailsTo(stubs.mail, ada.email, 2)
  expect(taken!.headers['idempotency-key']).toBe(failed!.headers['idempotency-key'])
})

test('a malformed event is put aside at once, with the reason', async ({ broker, stubs, data }) => {
  const messageId = crypto.randomUUID()
  const email = `${data.unique()}@example.com`
  await broker.publish('shop', 'user.registered', { email }, { messageId })
  const dead = await takeDeadLetter(broker, 'users.welcome-mail', messageId)
  expect(dead).toMatchObject({ body: { email }, reason: expect.stringMatching(/name/) })
  expect(stubs.mail).not.toHaveBeenCalled(WELCOME, { with: { body: { to: email } } })
})

import { afterEach, beforeAll, describe, expect, test, vi } from 'assay/test'
import { loadValidator } from '../../../../tests/published-schema.ts'
import { composeWelcomeMail, welcomeMailHandlers } from '../../src/welcome-mail.ts'
import { emptyDatabase } from '../empty-database.ts'

beforeAll(loadValidator)

const message = { queue: 'users.welcome-mail', messageId: 'm1', type: 'user.registered', attempt: 1 } as const
const ada = { userId: crypto.randomUUID(), email: 'ada@example.com', name: 'Ada Lovelace' }

afterEach(() => vi.restoreAllMocks())

/** Handles a registration while the mail provider, a double, answers with this. */
async function sendTo(answer: Response, body: unknown = ada) {
  const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(answer)
  const mail = { name: 'mail', url: 'http://mail.example', timeoutMs: 100 }
  const outcome = await welcomeMailHandlers(emptyDatabase(), mail)
    ['user.registered'](body, message)
    .then(
      () => undefined,
      (error: Error) => error.message,
    )
  return { outcome, requests: fetch.mock.calls.map(([url, options]) => ({ url, ...options })) }
}

test('a welcome mail greets by name and goes to the address that was registered', () => {
  expect(composeWelcomeMail(ada)).toEqual({
    to: 'ada@example.com',
    subject: 'Welcome to the shop',
    text: 'Hello Ada Lovelace,\n\nthank you for registering. Enjoy your shopping!\n',
  })
})

test('a welcome mail is one that the mail provider takes', async () => {
  await expect(composeWelcomeMail(ada)).toMatchSchema('NewMessage', { service: 'mail' })
})

describe('the mail provider', () => {
  test('is asked once, with a key by which it knows a repetition', async () => {
    const { outcome, requests } = await sendTo(Response.json({ id: 'msg_1' }, { status: 202 }))
    expect(outcome).toBeUndefined()
    expect(requests).toMatchObject([
      { url: 'http://mail.example/messages', method: 'POST', headers: { 'idempotency-key': 'm1' } },
    ])
  })

  test('that refuses the mail makes the message fail, so that it is tried again', async () => {
    const { outcome } = await sendTo(Response.json({ error: 'quota' }, { status: 429 }))
    expect(outcome).toBe('the mail provider refused the mail with 429')
  })

  test('is not asked for a message without an address', async () => {
    const { outcome, requests } = await sendTo(Response.json({}), { userId: ada.userId, name: ada.name })
    expect(outcome).toMatch(/malformed: .*email/s)
    expect(requests).toEqual([])
  })
})

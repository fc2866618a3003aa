import { like, pact, statusCode, uuid } from 'assay/contract'
import { describe, expect, test } from 'vitest'
import { welcomeMailHandlers } from '../../src/welcome-mail.ts'
import { emptyDatabase } from '../empty-database.ts'

const mail = pact({ consumer: 'users', provider: 'mail' })
const messageId = '0d1f4c55-0c1d-4b5e-9a43-6f3f1f3a9f0e'
const request = {
  method: 'POST',
  path: '/messages',
  headers: { 'idempotency-key': uuid(messageId) },
  body: {
    to: 'ada@example.com',
    subject: like('Welcome to the shop'),
    text: like('Hello Ada Lovelace,\n\nthank you for registering. Enjoy your shopping!\n'),
  },
}

/** Handles a registration, with the mail provider at this address. */
function welcomeAda(url: string): Promise<void> {
  const handlers = welcomeMailHandlers(emptyDatabase(), { name: 'mail', url, timeoutMs: 2000 })
  const message = { queue: 'users.welcome-mail', messageId, type: 'user.registered', attempt: 1 } as const
  return handlers['user.registered']({ email: 'ada@example.com', name: 'Ada Lovelace' }, message)
}

describe('a welcome mail', () => {
  test('is sent when the mail provider accepts it', async () => {
    await using provider = await mail.mock({
      description: 'a mail',
      request,
      response: { status: statusCode('success', 202), body: { id: like('msg_01HX3Q6V9T') } },
    })
    await welcomeAda(provider.url)
  })

  test.for([
    ['the quota of this minute is used up', 429],
    ['the address is not one that mail can be sent to', 422],
  ] as const)('is tried again when %s', async ([given, status]) => {
    await using provider = await mail.mock({ description: 'a mail', given, request, response: { status } })
    await expect(welcomeAda(provider.url)).rejects.toThrow(
      `the mail provider refused the mail with ${status}`,
    )
  })
})

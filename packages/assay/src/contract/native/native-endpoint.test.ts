import { expect, test } from 'vitest'
import { MESSAGES_PATH, startNativeEndpoint } from './native-endpoint.ts'

test('a message that HTTP cannot say is an answer that says why', async () => {
  const message = { contents: Buffer.from('x'), contentType: 'text/plain\nx: y', metadata: {} }
  await using endpoint = await startNativeEndpoint({
    values: { id: 7 },
    produceMessage: () => Promise.resolve(message),
  })
  const answer = await fetch(`http://127.0.0.1:${endpoint.port}${MESSAGES_PATH}`, { method: 'POST' })
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { error: expect.stringContaining('Invalid character in header') },
  ])
  const states = await fetch(endpoint.statesUrl, { method: 'POST' })
  expect(await states.json()).toEqual({ id: 7 })
})

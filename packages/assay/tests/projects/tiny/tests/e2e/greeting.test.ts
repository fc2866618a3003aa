import { describe, expect, test } from 'assay/test'

test('greets through both services', async ({ greeter }) => {
  const response = await greeter.get<{ greeting: string }>('/greetings/2')
  expect(response.body.greeting).toBe('Hello, Grace!')
})

describe('when names is gone', () => {
  test('greeter says so, and recovers', async ({ greeter, names }) => {
    await names.kill()
    expect(await greeter.get('/greetings/2')).toHaveStatus(503)
    await names.start()
    expect(await greeter.get('/greetings/2')).toHaveStatus(200)
  })
})

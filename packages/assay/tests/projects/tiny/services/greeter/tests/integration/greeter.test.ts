import { expect, test } from 'assay/test'

test('asks names for the name', async ({ greeter, stubs }) => {
  stubs.names.on('GET /names/:id', ({ params }) => ({ body: { id: params['id'], name: 'Edsger' } }))
  const response = await greeter.get<{ greeting: string }>('/greetings/7')
  expect(response).toHaveStatus(200)
  expect(response.body.greeting).toBe('Hello, Edsger!')
  expect(stubs.names).toHaveBeenCalled('GET /names/:id', { times: 1, with: { params: { id: '7' } } })
})

test('answers with the example of the document when nothing else is said', async ({ greeter }) => {
  expect((await greeter.get<{ greeting: string }>('/greetings/1')).body.greeting).toBe('Hello, Ada!')
})

test('says so when names is gone', async ({ greeter, stubs }) => {
  stubs.names.on('GET /names/:id', { fault: 'reset' })
  expect(await greeter.get('/greetings/1')).toHaveStatus(503)
})

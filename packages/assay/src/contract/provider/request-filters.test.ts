import { expect, test } from 'vitest'
import { bodyOf, startServer } from './fixtures/listening.ts'
import { httpInteraction } from './fixtures/pacts.ts'
import { type RequestFilter, requestFilter, requestFiltersOf, takeRequestFilters } from './request-filters.ts'
import { verifyInteraction } from './verify-interaction.ts'

/** Verifies with these filters against a provider that always answers 200, and tells what it was sent. */
async function verifyWith(requestFilters: readonly RequestFilter<never>[], stateTimeoutMs = 5_000) {
  const received: (string | undefined)[] = []
  await using server = await startServer((request, response) => {
    received.push(request.headers['authorization'])
    response.end()
  })
  const interaction = httpInteraction({
    providerStates: [{ name: 'a user exists', params: { role: 'clerk' } }],
    response: { status: 200 },
  })
  const states = { handlers: { 'a user exists': () => ({ token: 'abc' }) } }
  const provider = {
    name: 'products',
    url: server.url,
    states,
    requestFilters,
    stateTimeoutMs,
    environment: 'shop',
  }
  return { ...(await verifyInteraction(interaction, provider, { consumer: 'web' })), received }
}

test('a filter knows for whom it changes what, and what the states gave; the next one sees its request', async () => {
  const contexts: unknown[] = []
  const authorize: RequestFilter = (request, { signal, ...context }) => {
    contexts.push(context, signal.aborted)
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${context.values['token']}` } }
  }
  const shout: RequestFilter = async (request) => ({
    ...request,
    headers: { ...request.headers, authorization: request.headers['authorization']!.toUpperCase() },
  })
  const { outcome, received } = await verifyWith([authorize, shout])
  expect(outcome).toBe('passed')
  expect(received).toEqual(['BEARER ABC'])
  expect(contexts).toEqual([
    {
      provider: 'products',
      consumer: 'web',
      interaction: 'a request for a product',
      environment: 'shop',
      values: { role: 'clerk', token: 'abc' },
    },
    false,
  ])
})

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'it gave what is no request: undefined'],
  ['a request without headers', { method: 'GET', target: '/' }, 'no request: {"method":"GET","target":"/"}'],
  [
    'a body that is a value',
    { method: 'GET', target: '/', headers: {}, body: { id: 7 } },
    'neither a text nor bytes: {"id":7}',
  ],
])('a filter that gives %s is named, and nothing is sent', async (_, given, reason) => {
  const { failure, received } = await verifyWith([() => given as never])
  expect(failure).toMatchObject({ code: 'request_filter_failed' })
  expect(failure?.message).toContain(reason)
  expect(received).toEqual([])
})

test('a filter in plain JavaScript may give a text for a body, and a header that is undefined', async () => {
  const sent: unknown[] = []
  await using server = await startServer(async (request, response) => {
    sent.push(await bodyOf(request), request.headers.authorization)
    response.end()
  })
  const filter = ((request: object) => ({
    ...request,
    method: 'POST',
    headers: { authorization: undefined },
    body: '"Müller"',
  })) as unknown as RequestFilter<never>
  const provider = { name: 'products', url: server.url, requestFilters: [filter] }
  const { failure } = await verifyInteraction(httpInteraction({ response: { status: 200 } }), provider)
  expect(failure).toBeUndefined()
  expect(sent).toEqual(['"Müller"', undefined])
})

test('a filter that does not end is given up', async () => {
  const { failure } = await verifyWith([() => new Promise<never>(() => undefined)], 50)
  expect(failure?.message).toContain('The function did not end within 50 ms.')
})

test('filters are registered by provider, in their order; only functions are', () => {
  const filters: RequestFilter[] = [(request) => request, (request) => request]
  requestFilter('products', filters[0]!)
  requestFilter('orders', (request) => request)
  requestFilter('products', filters[1]!)
  expect(requestFiltersOf(takeRequestFilters(), 'products')).toEqual(filters)
  expect(takeRequestFilters()).toEqual([])
  expect(() => requestFilter('products', undefined as never)).toThrow('is no function')
})

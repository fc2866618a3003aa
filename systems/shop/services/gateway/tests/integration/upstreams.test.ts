import { describe, expect, test } from 'assay/test'

test.override({
  variables: {
    gateway: { UPSTREAM_TIMEOUT_MS: '150', CORS_ORIGINS: 'https://shop.example,https://admin.example' },
  },
})

describe('a service behind that', () => {
  test.for([
    ['refuses connections', { fault: 'reset' }],
    ['closes the connection', { fault: 'close' }],
    ['speaks another protocol', { fault: 'garbage' }],
  ] as const)('%s is a 503 that names it', async ([, answer], { gateway, stubs }) => {
    stubs.products.on('GET /products', answer)
    const refused = await gateway.get('/products')
    expect(refused).toBeProblem({ status: 503, code: 'DEPENDENCY_UNAVAILABLE', detail: /products service/ })
    await expect(refused).toMatchSchema('Problem')
  })

  test('does not answer in time is a 504 that names it and the deadline', async ({ gateway, stubs }) => {
    stubs.products.on('GET /products', { fault: 'hang' })
    const late = await gateway.get('/products')
    expect(late).toBeProblem({
      status: 504,
      code: 'DEPENDENCY_TIMEOUT',
      detail: 'The products service did not answer within 150 ms.',
    })
    expect(late.exchange.durationMs).toBeLessThan(600)
  })

  test('breaks off in the middle of an answer breaks off for the client', async ({ gateway, stubs }) => {
    const body = { items: [], total: 0, limit: 20, offset: 0 }
    stubs.products.on('GET /products', { body, fault: 'cut' })
    await expect(gateway.get('/products')).rejects.toThrow('did not answer')
  })

  test('fails does not keep anybody from the others', async ({ gateway, stubs }) => {
    stubs.users.on('ANY /*', { fault: 'reset' })
    expect(await gateway.post('/users', {})).toHaveStatus(503)
    expect(await gateway.get('/products')).toHaveStatus(200)
  })

  test('has recovered is used again at once', async ({ gateway, stubs }) => {
    const body = { items: [], total: 0, limit: 20, offset: 0 }
    stubs.products.on('GET /products', [{ fault: 'reset' }, { body }])
    expect(await gateway.get('/products')).toHaveStatus(503)
    expect(await gateway.get('/products')).toHaveStatus(200)
  })
})

describe('the health of the shop', () => {
  interface Health {
    readonly status: string
    readonly services: Readonly<Record<string, { status: string; latencyMs: number }>>
  }

  test('is that of every service behind', async ({ gateway, stubs }) => {
    const answer = await gateway.get<Health>('/health')
    expect(answer).toHaveStatus(200)
    await expect(answer).toMatchSchema('SystemHealth')
    expect(answer.body).toMatchObject({
      status: 'healthy',
      gateway: 'healthy',
      services: {
        users: { status: 'healthy' },
        products: { status: 'healthy' },
        orders: { status: 'healthy' },
      },
    })
    expect(stubs.orders).toHaveBeenCalled('GET /health', { times: 1 })
  })

  test.for([
    ['is gone', { fault: 'reset' }],
    ['says that it is not well', { status: 503, body: {}, unchecked: true }],
  ] as const)('stays 200 and names the one that %s', async ([, health], { gateway, stubs }) => {
    stubs.orders.on('GET /health', health)
    const answer = await gateway.get<Health>('/health')
    expect(answer).toHaveStatus(200)
    await expect(answer).toMatchSchema('SystemHealth')
    expect(answer.body).toMatchObject({
      status: 'degraded',
      services: {
        users: { status: 'healthy' },
        products: { status: 'healthy' },
        orders: { status: 'unhealthy' },
      },
    })
  })
})

describe('a page of another origin', () => {
  const preflight = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  }

  test.for(['https://shop.example', 'https://admin.example'])(
    'may call the shop from %s',
    async (origin, { gateway }) => {
      const answer = await gateway.options('/orders', { headers: { origin, ...preflight } })
      expect(answer).toHaveStatus(204)
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-max-age': '600',
      })
      expect(answer.headers['access-control-allow-methods']?.split(', ')).toContain('POST')
      expect(answer.headers['access-control-allow-headers']).toContain('authorization')
      expect(answer.headers['vary']?.toLowerCase()).toContain('origin')
    },
  )

  test('is told which headers of an answer it may read', async ({ gateway }) => {
    const answer = await gateway.get('/products', { headers: { origin: 'https://shop.example' } })
    expect(answer.headers['access-control-allow-origin']).toBe('https://shop.example')
    expect(answer.headers['access-control-expose-headers']).toContain('x-request-id')
  })

  test('can read why it was refused', async ({ gateway }) => {
    const answer = await gateway.get('/orders', { headers: { origin: 'https://shop.example' } })
    expect(answer).toHaveStatus(401)
    expect(answer.headers['access-control-allow-origin']).toBe('https://shop.example')
  })

  test.for(['https://evil.example', 'https://shop.example.evil.example', 'null'])(
    'may not when it is %s',
    async (origin, { gateway }) => {
      const answer = await gateway.options('/orders', { headers: { origin, ...preflight } })
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    },
  )
})

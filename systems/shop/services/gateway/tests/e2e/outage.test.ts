import { eventually, expect, test } from 'assay/test'
import { product } from '../../../../tests/catalogue.ts'
import { merchandise, shopper } from '../../../../tests/shopping.ts'

interface Health {
  readonly status: string
  readonly services: Readonly<Record<string, { readonly status: string }>>
}

test('a service that is gone is named, the others go on, and all is well when it is back', async ({
  gateway,
  products,
  data,
}) => {
  const ada = await data.create(shopper)
  const lamp = await data.create(merchandise)
  await products.kill()
  const answer = await gateway.get(`/products/${lamp.id}`)
  expect(answer).toBeProblem({
    status: 503,
    code: 'DEPENDENCY_UNAVAILABLE',
    detail: 'The products service is unavailable.',
  })
  await expect(answer).toMatchSchema('Problem')
  const health = await gateway.get<Health>('/health')
  expect(health).toHaveStatus(200)
  await expect(health).toMatchSchema('SystemHealth')
  expect(health.body).toMatchObject({
    status: 'degraded',
    services: {
      users: { status: 'healthy' },
      products: { status: 'unhealthy' },
      orders: { status: 'healthy' },
    },
  })
  expect(await gateway.get('/users/profile', { token: ada.token })).toHaveStatus(200)
  await products.start()
  expect(await gateway.get(`/products/${lamp.id}`)).toHaveStatus(200)
  await eventually(async () => (await gateway.get<Health>('/health')).body.status === 'healthy')
})

test('how much a user may still ask outlives a restart of the gateway', async ({ gateway, data }) => {
  const { token } = await data.create(shopper)
  const remaining = async () => {
    const { headers } = await gateway.get('/orders', { token })
    return Number(headers['x-ratelimit-remaining'])
  }
  const before = await remaining()
  await gateway.stop()
  await gateway.start()
  expect(await remaining()).toBe(before - 1)
})

test('what the gateway documents is what the services behind accept', async ({ gateway, data }) => {
  const { token } = await data.create(shopper)
  const offered = await gateway.post('/products', data.build(product), { token })
  expect(offered).toHaveStatus(201)
  await expect(offered).toMatchSchema('Product')
  const listed = await gateway.get('/users', { token, query: { limit: 1 } })
  await expect(listed).toMatchSchema('UserPage')
  const orders = await gateway.get('/orders', { token })
  await expect(orders).toMatchSchema('OrderPage')
})

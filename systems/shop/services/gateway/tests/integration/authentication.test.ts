import { describe, expect, type ServiceClient, test } from 'assay/test'
import { forgeries, tokenFor } from '../../../../tests/tokens.ts'
import { askRaw } from '../raw-request.ts'

const id = '9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head'

/** Sends a request with some body, if the method has one. */
function ask(gateway: ServiceClient, method: Method, path: string, token?: string) {
  const options = token === undefined ? {} : { token }
  return method === 'get' || method === 'delete' || method === 'head'
    ? gateway[method](path, options)
    : gateway[method](path, { some: 'body' }, options)
}

describe('without a token it is refused, and nobody is asked', () => {
  test.for<[Method, string]>([
    ['get', '/users'],
    ['get', '/users/profile'],
    ['get', `/users/${id}`],
    ['put', `/users/${id}`],
    ['patch', `/users/${id}`],
    ['delete', `/users/${id}`],
    ['get', `/users/${id}/orders`],
    ['post', '/products'],
    ['put', `/products/${id}`],
    ['patch', `/products/${id}`],
    ['delete', `/products/${id}`],
    ['get', '/orders'],
    ['post', '/orders'],
    ['get', `/orders/${id}`],
    ['patch', `/orders/${id}/status`],
  ])('%s %s', async ([method, path], { gateway, stubs }) => {
    const answer = await ask(gateway, method, path)
    expect(answer).toBeProblem({ status: 401, code: 'UNAUTHENTICATED' })
    await expect(answer).toMatchSchema('Problem')
    expect(answer.headers['www-authenticate']).toBe('Bearer')
    for (const name of ['users', 'products', 'orders'] as const) expect(stubs[name].callCount()).toBe(0)
  })
})

describe('no spelling of an address gets around the token', () => {
  test.for([
    ['GET', '/orders/'],
    ['GET', '/%6frders'],
    ['GET', `/products/../orders/${id}`],
    ['GET', `/products/%2e%2e/orders/${id}`],
    ['GET', `/products/..%2forders/${id}`],
    ['HEAD', '/orders'],
    ['GET', '/orders?path=/products'],
    ['GET', '/orders;/products'],
    ['GET', '//orders'],
    ['GET', '/ORDERS'],
    ['GET', 'http://shop.example/orders'],
  ])('%s %s', async ([method, path], { gateway, stubs }) => {
    // What looks like a product is asked of the catalogue, where it is not found.
    stubs.products.on('ANY /*', { status: 404, unchecked: true })
    expect([401, 404]).toContain(await askRaw(gateway, { method: method!, path: path! }))
    expect(stubs.orders.callCount()).toBe(0)
  })
})

describe('without a token one can', () => {
  test.for<[Method, string, number]>([
    ['post', '/users', 201],
    ['get', '/products', 200],
    ['get', `/products/${id}`, 200],
    ['head', '/products', 200],
    ['get', '/health', 200],
    ['get', '/openapi.json', 200],
  ])('%s %s', async ([method, path, status], { gateway }) => {
    expect(await ask(gateway, method, path)).toHaveStatus(status)
  })
})

describe('a bad token is refused', () => {
  test.for(Object.keys(forgeries))('%s', async (kind, { gateway, stubs }) => {
    const answer = await gateway.get('/orders', { token: await forgeries[kind]!(id) })
    expect(answer).toBeProblem({ status: 401, code: 'INVALID_TOKEN' })
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
    expect(stubs.orders).not.toHaveBeenCalled('GET /orders')
  })

  test('but does not keep anybody from what is public', async ({ gateway }) => {
    expect(await gateway.get('/products', { token: await forgeries['expired']!(id) })).toHaveStatus(200)
  })
})

test.for([undefined, 'with a token'])(
  'what there is not is not found only by who may ask: %s',
  async (who, { gateway }) => {
    const options = who === undefined ? {} : { token: await tokenFor(id) }
    const answer = await gateway.get('/admin', options)
    expect(answer).toHaveStatus(who === undefined ? 401 : 404)
  },
)

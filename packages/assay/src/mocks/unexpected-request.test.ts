import { expect, test } from 'vitest'
import { sendRaw } from './fixtures/raw-client.ts'
import { startStub } from './stub.ts'

const json = (method: string, body: object): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

test('says what was received and why the nearest routes did not match', async () => {
  await using stub = await startStub({ name: 'products' })
  stub.on('GET /products/:id', { body: {} })
  stub.on('GET /products', { body: [] })
  stub.on({ route: 'POST /orders', when: { body: { price: 10, items: [{ id: 'p1' }] } } }, { status: 201 })
  stub.on('GET /a/very/different/route', { body: {} })

  await fetch(`${stub.url}/product/42?x=1`)
  await fetch(`${stub.url}/products/42`, { method: 'DELETE' })
  await fetch(`${stub.url}/products/`)
  await fetch(`${stub.url}/orders`, json('POST', { price: 12, items: [] }))
  await fetch(`${stub.url}/nothing/like/it/at/all`)
  expect(stub.unexpected.map(({ message }) => message).join('\n')).toMatchInlineSnapshot(`
    "Stub "products" has no answer for GET /product/42?x=1.
      near: GET /products/:id
        path: expected "products", got "product"
    Stub "products" has no answer for DELETE /products/42.
      near: GET /products/:id
        method: expected GET, got DELETE
    Stub "products" has no answer for GET /products/.
      near: GET /products/:id
        path: expected {id}, got ""
      near: GET /products
        path: expected 1 segment, got 2 (it ends with "/")
    Stub "products" has no answer for POST /orders with {"price":12,"items":[]}.
      near: POST /orders
        body.price: expected 10, got 12
        body.items: expected [{"id":"p1"}], got an array of 0
    Stub "products" has no answer for GET /nothing/like/it/at/all.
      no route is near"
  `)
  expect(stub.unexpected[0]).toMatchObject({
    reason: 'no_route',
    near: [{ route: 'GET /products/:id', reasons: ['path: expected "products", got "product"'] }],
    request: { method: 'GET', path: '/product/42', query: { x: '1' }, status: 501 },
  })
})

test('the answer says that it is one of a stub', async () => {
  await using stub = await startStub({ name: 'products' })
  stub.on('GET /products', { body: [] })
  const response = await fetch(`${stub.url}/product`)
  expect([response.status, response.headers.get('content-type')]).toEqual([501, 'application/problem+json'])
  expect(await response.json()).toMatchInlineSnapshot(`
    {
      "detail": "Stub "products" has no answer for GET /product.
      near: GET /products
        path: expected "products", got "product"",
      "near": [
        {
          "reasons": [
            "path: expected "products", got "product"",
          ],
          "route": "GET /products",
        },
      ],
      "status": 501,
      "stub": "products",
      "title": "This is a stub, and it has no answer for this request.",
      "type": "about:blank",
    }
  `)
})

test('an answer that throws is told to the client and to the test', async () => {
  await using stub = await startStub({ name: 'products' })
  stub.on('GET /products/:id', ({ params }) => {
    throw new RangeError(`no product ${params['id']}`)
  })
  const response = await fetch(`${stub.url}/products/p1`)
  expect(response.status).toBe(500)
  expect(await response.json()).toMatchObject({
    title: 'This is a stub, and its answer failed.',
    stub: 'products',
  })
  const [unexpected] = stub.unexpected
  expect(unexpected?.message).toMatch(
    /^Stub "products" could not answer GET \/products\/p1.\n {2}RangeError: no product p1\n/,
  )
  expect(unexpected?.message).toContain('unexpected-request.test.ts')
  expect(stub.calls()[0]).toMatchObject({ route: 'GET /products/:id', status: 500 })
})

test('an answer that cannot be given, and a condition that throws, are told in the same way', async () => {
  await using stub = await startStub({ name: 'products' })
  stub.on('GET /late', async () => ({ status: 204, body: 'x' }))
  const broken = () => {
    throw new TypeError('the condition is broken')
  }
  stub.on({ route: 'GET /condition', when: { body: broken } }, { body: {} })
  expect((await fetch(`${stub.url}/late`)).status).toBe(500)
  expect((await fetch(`${stub.url}/condition`)).status).toBe(500)
  const [late, condition] = stub.unexpected
  expect(late?.message).toMatchInlineSnapshot(`
    "Stub "products" could not answer GET /late.
      The answer to GET /late cannot be given: status 204 never has a body.
        fix: correct the answer
        (invalid_answer)"
  `)
  expect(condition?.message).toContain('TypeError: the condition is broken')
})

test('what is not HTTP is refused and told', async () => {
  await using stub = await startStub({ name: 'products' })
  const { text, end } = await sendRaw(stub.port, 'NONSENSE\r\n\r\n')
  expect([text.split('\r\n')[0], end]).toEqual(['HTTP/1.1 400 Bad Request', 'FIN'])
  expect(stub.unexpected[0]).toMatchObject({ reason: 'malformed', request: undefined })
  expect(stub.unexpected[0]?.message).toMatchInlineSnapshot(`
    "Stub "products" received what is not HTTP: Parse Error: Invalid method encountered (HPE_INVALID_METHOD).
      it begins with "NONSENSE\\r\\n\\r\\n""
  `)
})

test('only so many are kept, and the others are counted', async () => {
  await using stub = await startStub({ name: 'products' })
  const pipelined = 'GET /x HTTP/1.1\r\nhost: stub\r\n\r\n'.repeat(104)
  await sendRaw(stub.port, `${pipelined}GET /last HTTP/1.1\r\nhost: stub\r\nconnection: close\r\n\r\n`)
  expect([stub.unexpected.length, stub.unexpected.dropped]).toEqual([100, 5])
  expect(stub.callCount()).toBe(105)
})

import { expect, test } from 'vitest'
import { formatError } from '../errors/format-error.ts'
import { isFor, parseRoute } from './route-pattern.ts'

test.for([
  ['GET /products/:id', 'GET /products/p1', true],
  ['get /products/{id}', 'GET /products/p1', true],
  ['GET /products/:id', 'POST /products/p1', false],
  ['GET /products/:id', 'GET /products/', false],
  ['GET /products/:id', 'GET /products/p1/reviews', false],
  ['GET /products', 'GET /products/', false],
  ['ANY /v1/*', 'PATCH /v1/a/b/c', true],
  ['ANY /v1/*', 'PATCH /v1/', true],
  ['ANY /v1/*', 'PATCH /v1', false],
  ['ANY /*', 'GET /', true],
  ['GET /files/{name}.{extension}', 'GET /files/a.b.png', true],
  ['GET /files/{name}.{extension}', 'GET /files/a', false],
  ['GET /caf%C3%A9/:id', 'GET /caf%c3%a9/1', true],
  ['GET /50%', 'GET /50%', true],
] as const)('%s is for %s: %s', ([route, request, expected]) => {
  const [method = '', path = ''] = request.split(' ')
  expect(isFor(parseRoute(route), { method, path })).toBe(expected)
})

test.for([
  ['/products', '"/products" is not a route: it is not a method and a path.'],
  ['GET products', '"GET products" is not a route: it is not a method and a path.'],
  ['GTE /products', '"GTE /products" is not a route: "GTE" is no method.\n  fix: did you mean GET?'],
  ['GET /products?x=1', '"GET /products?x=1" is not a route: a query is no part of a route.'],
  ['GET /a/:', '"GET /a/:" is not a route: ":" is no name of a parameter.'],
  ['GET /:id/:id', '"GET /:id/:id" is not a route: "/{id}/{id}" has the parameter "id" twice.'],
  ['GET /*/a', '"GET /*/a" is not a route: "*" can only be the last segment, alone.'],
  ['GET /a{b', '"GET /a{b" is not a route: "a{b" has unmatched braces.'],
] as const)('%s is refused', ([route, message]) => {
  try {
    parseRoute(route)
    expect.unreachable()
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid_route' })
    expect(formatError(error)).toContain(message)
  }
})

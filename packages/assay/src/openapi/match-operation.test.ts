import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadOpenapi } from './load-openapi.ts'
import { matchOperation } from './match-operation.ts'

const document = await loadOpenapi(join(import.meta.dirname, 'fixtures/products.yaml'))

function match(method: string, target: string) {
  const found = matchOperation(document, method, target)
  return found && [found.operation.operationId, found.params]
}

test('finds the operation of a request and the values of its parameters', () => {
  expect(match('GET', '/api/v1/products?category=books')).toEqual(['listProducts', {}])
  expect(match('get', '/api/v1/products/p%201?x=1')).toEqual(['getProduct', { productId: 'p 1' }])
  expect(match('GET', '/api/v1/products/p1/pictures/front.small.png')).toEqual([
    'getPicture',
    { productId: 'p1', name: 'front', extension: 'small.png' },
  ])
})

test('a literal wins over a parameter, whatever the order; a method it lacks falls to the parameter', () => {
  expect(match('GET', '/api/v1/products/search')).toEqual(['searchProducts', {}])
  expect(match('DELETE', '/api/v1/products/search')).toEqual(['deleteProduct', { productId: 'search' }])
})

test('the base path belongs to the path', () => {
  expect(match('GET', '/products')).toBeUndefined()
  expect(match('GET', '/api/v2/products')).toBeUndefined()
})

test('knows what it does not know', () => {
  expect(match('PATCH', '/api/v1/products')).toBeUndefined()
  expect(match('GET', '/api/v1/products/')).toBeUndefined()
  expect(match('GET', '/api/v1/products/p1/pictures/front')).toBeUndefined()
})

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadOpenapi } from '../../openapi/load-openapi.ts'
import { operationNamesOf } from './operation-names.ts'

const fixture = join(import.meta.dirname, '../../openapi/fixtures/products.yaml')
const names = operationNamesOf(await loadOpenapi(fixture))

test('a path and its template are the same operation, base path included', () => {
  expect(names.templateOf('GET', '/api/v1/products/p1')).toBe('/api/v1/products/{productId}')
  expect(names.has('GET', '/api/v1/products/{productId}')).toBe(true)
  expect(names.all).toContain('GET /api/v1/products/{productId}')
})

test('what the document does not have is no operation', () => {
  expect(names.templateOf('GET', '/products/p1')).toBeUndefined()
  expect(names.has('GET', '/products/{productId}')).toBe(false)
  expect(names.has('PATCH', '/api/v1/products')).toBe(false)
})

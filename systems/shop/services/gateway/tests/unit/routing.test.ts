import { describe, expect, test } from 'assay/test'
import { isPublic } from '../../src/routing.ts'

describe('without a token one may', () => {
  test.for([
    ['GET', '/health'],
    ['GET', '/openapi.json'],
    ['POST', '/users'],
    ['POST', '/token'],
    ['GET', '/products'],
    ['GET', '/products/*'],
    ['HEAD', '/products'],
  ])('%s %s', ([method, route]) => {
    expect(isPublic(method!, route)).toBe(true)
  })
})

describe('without a token one may not', () => {
  test.for([
    ['GET', '/users'],
    ['GET', '/users/*'],
    ['PATCH', '/users/*'],
    ['DELETE', '/users/*'],
    ['POST', '/users/*'],
    ['POST', '/products'],
    ['DELETE', '/products/*'],
    ['GET', '/orders'],
    ['POST', '/orders'],
    ['GET', '/orders/*'],
    ['OPTIONS', '/orders'],
    ['get', '/health'],
  ])('%s %s', ([method, route]) => {
    expect(isPublic(method!, route)).toBe(false)
  })

  test('use a route that nobody knows', () => {
    expect(isPublic('GET', undefined)).toBe(false)
  })
})

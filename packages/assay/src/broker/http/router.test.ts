import { expect, test } from 'vitest'
import { noContent } from './reply.ts'
import { route } from './route.ts'
import { createRouter } from './router.ts'

const find = createRouter([
  route('GET /', () => noContent()),
  route('GET /pacts/:provider/latest', () => noContent()),
  route('GET /pacts/:provider/:tag', () => noContent()),
  route('DELETE /pacts/:provider/:tag', () => noContent()),
])

test('a segment that is written out goes before a parameter, and parameters are decoded', () => {
  expect(find('GET', '/').route.path).toBe('/')
  expect(find('GET', '/pacts/a%2Fb/latest')).toMatchObject({
    route: { path: '/pacts/:provider/latest' },
    parameters: { provider: 'a/b' },
  })
  expect(find('HEAD', '/pacts/a/dev/').parameters).toEqual({ provider: 'a', tag: 'dev' })
})

test('what is not there is refused with what is', () => {
  expect(() => find('GET', '/pacts')).toThrow(expect.objectContaining({ status: 404 }))
  expect(() => find('GET', '/pacts//latest')).toThrow(expect.objectContaining({ status: 404 }))
  expect(() => find('PUT', '/pacts/a/b')).toThrow(
    expect.objectContaining({ status: 405, headers: { allow: 'GET, DELETE' } }),
  )
  expect(() => find('GET', '/pacts/%E0%A4%A/b')).toThrow(expect.objectContaining({ status: 400 }))
})

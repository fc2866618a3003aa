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
  expect(find('GET', ['/']).route.path).toBe('/')
  expect(find('GET', ['/pacts/a%2Fb/latest'])).toMatchObject({
    route: { path: '/pacts/:provider/latest' },
    parameters: { provider: 'a/b' },
  })
  expect(find('HEAD', ['/pacts/a/dev/']).parameters).toEqual({ provider: 'a', tag: 'dev' })
})

test('what is not there is refused with what is', () => {
  expect(() => find('GET', ['/pacts'])).toThrow(expect.objectContaining({ status: 404 }))
  expect(() => find('GET', ['/pacts//latest'])).toThrow(expect.objectContaining({ status: 404 }))
  expect(() => find('PUT', ['/pacts/a/b'])).toThrow(
    expect.objectContaining({ status: 405, headers: { allow: 'GET, HEAD, DELETE' } }),
  )
  expect(() => find('GET', ['/pacts/%E0%A4%A/b'])).toThrow(expect.objectContaining({ status: 400 }))
})

test('a branch may have slashes that nobody has escaped', () => {
  const router = createRouter([
    route('GET /pacts/:provider/branch/:branch', () => noContent()),
    route('GET /pacts/:provider/branch/:branch/latest', () => noContent()),
    route('GET /versions/:version', () => noContent()),
  ])
  const parameters = (path: string) => router('GET', [path]).parameters
  expect(parameters('/pacts/a/branch/feat/new/latest')).toEqual({ provider: 'a', branch: 'feat/new' })
  expect(parameters('/pacts/a/branch/feat/new')).toEqual({ provider: 'a', branch: 'feat/new' })
  expect(parameters('/pacts/a/branch/feat%2Fnew/latest')).toEqual({ provider: 'a', branch: 'feat/new' })
  expect(() => parameters('/versions/1/2')).toThrow(expect.objectContaining({ status: 404 }))
})

test('of several paths the first that leads anywhere is taken', () => {
  expect(find('GET', ['/latest', '/pacts/a/latest']).path).toBe('/pacts/a/latest')
})

test('names that no address can hold are refused', () => {
  for (const name of ['..', '%2E', 'a%00b', 'x'.repeat(256)]) {
    expect(() => find('GET', [`/pacts/${name}/latest`])).toThrow(expect.objectContaining({ status: 400 }))
  }
})

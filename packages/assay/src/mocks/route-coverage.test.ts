import { expect, test } from 'vitest'
import { type Coverage, coverageOf } from './route-coverage.ts'
import { parseRoute } from './route-pattern.ts'

test.for<[pattern: string, other: string, coverage: Coverage]>([
  ['GET /a/:x', 'GET /a/:y', 'all'],
  ['GET /a/:x', 'GET /a/b', 'all'],
  ['GET /a/b', 'GET /a/:x', 'some'],
  ['GET /a/b', 'GET /a/c', 'none'],
  ['GET /a/:x', 'POST /a/:x', 'none'],
  ['ANY /a/:x', 'POST /a/:x', 'all'],
  ['ANY /*', 'GET /a/b/c', 'all'],
  ['ANY /a/*', 'GET /a', 'none'],
  ['GET /a/b', 'GET /*', 'some'],
  ['GET /a', 'GET /a/*', 'none'],
  ['GET /a/:x', 'GET /a/*', 'some'],
  ['GET /a/*', 'GET /a/*', 'all'],
  ['GET /{x}.png', 'GET /a.png', 'all'],
  ['GET /{x}.png', 'GET /{y}.png', 'all'],
  ['GET /{x}.png', 'GET /a{y}', 'some'],
  ['GET /{x}.png', 'GET /:y', 'some'],
  ['GET /a.png', 'GET /{y}.png', 'some'],
  ['GET /a.gif', 'GET /{y}.png', 'none'],
])('of %s and %s: %s', ([pattern, other, coverage]) => {
  const { method, segments } = parseRoute(other)
  expect(coverageOf(parseRoute(pattern), method, segments)).toBe(coverage)
})

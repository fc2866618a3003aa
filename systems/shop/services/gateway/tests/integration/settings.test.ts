import { spawnSync } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { expect, test } from 'assay/test'

test('a gateway that is not told where the services are says so in one line and ends with 1', () => {
  const { status, stderr, stdout } = spawnSync('node', ['src/main.ts'], {
    cwd: path.join(import.meta.dirname, '../..'),
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      REDIS_URL: 'redis://127.0.0.1:1',
      USERS_URL: 'http://users',
    },
    encoding: 'utf8',
    timeout: 10_000,
  })
  expect(stderr).toBe(
    'gateway cannot start: JWT_SECRET is missing; PRODUCTS_URL is missing; ORDERS_URL is missing\n',
  )
  expect(stdout).toBe('')
  expect(status).toBe(1)
})

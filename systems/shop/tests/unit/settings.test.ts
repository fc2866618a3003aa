import process from 'node:process'
import {
  databaseVariables,
  httpUrl,
  parseSettings,
  readSettings,
  serviceVariables,
  tokenVariables,
} from '@shop/service-kit/settings'
import { afterEach, expect, test, vi } from 'assay/test'

afterEach(() => vi.restoreAllMocks())

test('what is not given has its default', () => {
  expect(parseSettings(serviceVariables, { PORT: '8080' })).toEqual({
    PORT: 8080,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'info',
    SHUTDOWN_TIMEOUT_MS: 10_000,
  })
})

test('everything that is wrong is told at once, by the name of its variable', () => {
  const shape = { ...serviceVariables, ...databaseVariables, ...tokenVariables }
  const given = { PORT: 'http', LOG_LEVEL: 'info', DATABASE_POOL_SIZE: '0', JWT_SECRET: 'too short' }
  expect(() => parseSettings(shape, given)).toThrow(
    /^PORT must be a port number; DATABASE_URL is missing; DATABASE_POOL_SIZE .+; JWT_SECRET must have at least 32 characters$/,
  )
})

test('an empty variable is a missing one', () => {
  expect(() => parseSettings(tokenVariables, { JWT_SECRET: '' })).toThrow('JWT_SECRET is missing')
})

test('of an address the trailing slash is dropped, so that paths can follow it', () => {
  expect(parseSettings({ URL: httpUrl }, { URL: 'http://orders:8080/' }).URL).toBe('http://orders:8080')
})

test.for(['ftp://orders', 'orders:8080', '/orders'])('%s is not the address of a service', (address) => {
  expect(() => parseSettings({ URL: httpUrl }, { URL: address })).toThrow(
    'URL must be an http:// or https:// address',
  )
})

test('a service that is configured wrongly says so in one line and exits with 1', () => {
  vi.stubEnv('PORT', 'http')
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('the process has ended')
  })
  expect(() => readSettings('orders', { PORT: serviceVariables.PORT })).toThrow('the process has ended')
  expect(write.mock.calls).toEqual([['orders cannot start: PORT must be a port number\n']])
  expect(exit).toHaveBeenCalledWith(1)
  vi.unstubAllEnvs()
})

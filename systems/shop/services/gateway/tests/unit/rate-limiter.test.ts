import { createLogger } from '@shop/service-kit/logger'
import type { Redis } from '@shop/service-kit/redis'
import { expect, test, vi } from 'assay/test'
import type { FastifyReply } from 'fastify'
import { createRateLimiter } from '../../src/rate-limiter.ts'

const log = createLogger({ service: 'gateway', level: 'silent' })

/** A limiter of three requests a minute whose Redis gives this result for a counted request. */
function limiter(exec: () => Promise<unknown>) {
  const transaction = { set: () => transaction, incr: () => transaction, pttl: () => transaction, exec }
  const redis = { multi: () => transaction } as unknown as Redis
  return createRateLimiter({ redis, log, name: 'requests', perMinute: 3 })
}

function counted(requests: number, resetMs: number) {
  return async () => [
    [null, 'OK'],
    [null, requests],
    [null, resetMs],
  ]
}

function reply() {
  const headers: Record<string, unknown> = {}
  const header = (name: string, value: unknown) => {
    headers[name] = value
  }
  return { headers, value: { header } as unknown as FastifyReply }
}

test.for([
  [1, 2],
  [3, 0],
])('request %i of three is let through, and told that %i are left', async ([requests, left]) => {
  const answer = reply()
  await limiter(counted(requests!, 60_000))('user:ada', answer.value)
  expect(answer.headers).toEqual({ 'x-ratelimit-limit': 3, 'x-ratelimit-remaining': left })
})

test.for([
  [59_001, '60'],
  [1_000, '1'],
  [0, '1'],
])(
  'one too many is refused; %i ms before the end of the minute it may come back in %s s',
  async ([resetMs, seconds]) => {
    const answer = reply()
    await expect(limiter(counted(4, Number(resetMs)))('user:ada', answer.value)).rejects.toMatchObject({
      body: { status: 429, code: 'RATE_LIMITED' },
      headers: { 'retry-after': seconds },
    })
    expect(answer.headers['x-ratelimit-remaining']).toBe(0)
  },
)

test('without Redis everybody is let through, and a warning is logged', async () => {
  const warn = vi.spyOn(log, 'warn')
  const answer = reply()
  await limiter(() => Promise.reject(new Error('Connection is closed.')))('user:ada', answer.value)
  expect(answer.headers).toEqual({})
  expect(warn).toHaveBeenCalledWith(
    { err: expect.any(Error), limiter: 'requests' },
    'letting through without counting',
  )
})

test('a command that Redis refused is not a request that was counted', async () => {
  const answer = reply()
  const refused = async () => [
    [null, 'OK'],
    [new Error('OOM command not allowed'), null],
    [null, 60_000],
  ]
  await limiter(refused)('user:ada', answer.value)
  expect(answer.headers).toEqual({})
})

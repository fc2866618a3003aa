import { createLogger } from '@shop/service-kit/logger'
import type { Redis } from '@shop/service-kit/redis'
import { expect, test, vi } from 'assay/test'
import { createUserCache } from '../../src/user-cache.ts'

const log = createLogger({ service: 'users', level: 'silent' })
const ada = {
  id: '9b2d1a36-5d0e-4c59-8a3e-3a8c39a1f0c2',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  age: 36,
  tier: 'regular' as const,
  active: true,
  createdAt: '2026-01-15T10:00:00.000Z',
}

/** A Redis that has gone away: every command fails. */
function redisThatIsAway(): Redis {
  const fail = () => Promise.reject(new Error('Connection is closed.'))
  const transaction = {
    incr: () => transaction,
    expire: () => transaction,
    del: () => transaction,
    exec: fail,
  }
  return { mget: fail, eval: fail, multi: () => transaction } as unknown as Redis
}

test('without Redis users are read from the database, and a warning is logged', async () => {
  const warn = vi.spyOn(log, 'warn')
  const cache = createUserCache({ redis: redisThatIsAway(), log })
  expect(await cache.read(ada.id, async () => ada)).toEqual({ user: ada, hit: false })
  expect(warn).toHaveBeenCalledWith({ err: expect.any(Error) }, 'going on without the cache')
})

test('without Redis an account can be changed', async () => {
  const cache = createUserCache({ redis: redisThatIsAway(), log })
  await expect(cache.forget(ada.id)).resolves.toBeUndefined()
})

test('a failure of the database is not mistaken for one of the cache', async () => {
  const redis = { mget: async () => [null, null] } as unknown as Redis
  const failure = new Error('Connection terminated')
  const cache = createUserCache({ redis, log })
  await expect(cache.read(ada.id, () => Promise.reject(failure))).rejects.toBe(failure)
})

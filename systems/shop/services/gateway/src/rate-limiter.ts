import type { Logger } from '@shop/service-kit/logger'
import { defineProblem } from '@shop/service-kit/problem'
import type { Redis } from '@shop/service-kit/redis'
import type { FastifyReply } from 'fastify'

const WINDOW_MS = 60_000

export const rateLimited = defineProblem(429, 'RATE_LIMITED', 'Too many requests')

/** What is counted, and how much of it is too much. */
export interface RateLimiterOptions {
  readonly redis: Redis
  readonly log: Logger
  /** Tells the counters of several limiters apart. */
  readonly name: string
  readonly perMinute: number
}

/** Counts a request of `key` and tells the client where it stands. Throws RATE_LIMITED when it is one too many. */
export type RateLimiter = (key: string, reply: FastifyReply) => Promise<void>

/** Makes a limiter of so many requests per minute and key, shared by all instances. Without Redis it lets through. */
export function createRateLimiter({ redis, log, name, perMinute }: RateLimiterOptions): RateLimiter {
  return async (key, reply) => {
    const taken = await countRequest(redis, `rate:${name}:${key}`).catch((error) => {
      log.warn({ err: error, limiter: name }, 'letting through without counting')
    })
    if (!taken) return
    const { requests, resetMs } = taken
    reply.header('x-ratelimit-limit', perMinute)
    reply.header('x-ratelimit-remaining', Math.max(0, perMinute - requests))
    if (requests <= perMinute) return
    const seconds = Math.max(1, Math.ceil(resetMs / 1000))
    const headers = { 'retry-after': String(seconds) }
    throw rateLimited(`More than ${perMinute} requests in a minute; try again in ${seconds} s.`, { headers })
  }
}

async function countRequest(redis: Redis, key: string): Promise<{ requests: number; resetMs: number }> {
  const [, increment, expiry] =
    (await redis.multi().set(key, 0, 'PX', WINDOW_MS, 'NX').incr(key).pttl(key).exec()) ?? []
  const error = increment?.[0] ?? expiry?.[0]
  if (error) throw error
  return { requests: Number(increment?.[1]), resetMs: Number(expiry?.[1]) }
}

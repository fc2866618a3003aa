import { Redis } from 'ioredis'
import type { Logger } from './logger.ts'

export type { Redis }

const COMMAND_TIMEOUT_MS = 500
const LONGEST_RETRY_MS = 2000

/** Opens Redis. While it is away every command fails at once, and the connection is tried again with back-off. */
export function openRedis({ url, log }: { url: string; log: Logger }): Redis & AsyncDisposable {
  const redis = new Redis(url, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: COMMAND_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, LONGEST_RETRY_MS),
  })
  redis.on('error', (error) => log.warn({ err: error }, 'redis is unavailable'))
  return Object.assign(redis, {
    async [Symbol.asyncDispose]() {
      redis.disconnect()
    },
  })
}

import type { Logger } from '@shop/service-kit/logger'
import type { Redis } from '@shop/service-kit/redis'
import { type User, userSchema } from './user.ts'

const KEPT_SECONDS = 3600
const EPOCH_KEPT_SECONDS = 60

// A change starts a new epoch. What was read before it must not be kept after it, or a reader that was
// slower than a writer would leave the old user in the cache.
const KEEP_IN_EPOCH = `
  if (redis.call('GET', KEYS[2]) or '') ~= ARGV[2] then return 0 end
  return redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
`

/** Users as they were last read, at `user:{id}` for an hour. Without Redis everything is read anew. */
export interface UserCache {
  /** A user from the cache, or else from `load`. */
  read(id: string, load: () => Promise<User | undefined>): Promise<{ user: User | undefined; hit: boolean }>
  /** Forgets a user who has changed. To be called after the change is committed. */
  forget(id: string): Promise<void>
}

/** Makes the cache of users in a Redis. */
export function createUserCache({ redis, log }: { redis: Redis; log: Logger }): UserCache {
  return {
    async read(id, load) {
      const [cached, epoch] = await redis.mget(userKey(id), epochKey(id)).catch(withoutCache)
      const known = cached ? parseUser(cached) : undefined
      if (known) return { user: known, hit: true }
      const user = await load()
      if (user) {
        const kept = JSON.stringify(user)
        await redis
          .eval(KEEP_IN_EPOCH, 2, userKey(id), epochKey(id), kept, epoch ?? '', KEPT_SECONDS)
          .catch(withoutCache)
      }
      return { user, hit: false }
    },
    async forget(id) {
      const forgetting = redis
        .multi()
        .incr(epochKey(id))
        .expire(epochKey(id), EPOCH_KEPT_SECONDS)
        .del(userKey(id))
      await forgetting.exec().catch(withoutCache)
    },
  }

  function withoutCache(error: unknown): (string | null)[] {
    log.warn({ err: error }, 'going on without the cache')
    return []
  }
}

/** Undefined for what this version of the service did not write, or what is damaged: it is read anew. */
function parseUser(text: string): User | undefined {
  try {
    return userSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function userKey(id: string): string {
  return `user:${id}`
}

function epochKey(id: string): string {
  return `user:${id}:epoch`
}

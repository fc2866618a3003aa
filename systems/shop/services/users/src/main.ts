import { openDatabase, pingDatabase } from '@shop/service-kit/database'
import { createLogger } from '@shop/service-kit/logger'
import { openMessaging } from '@shop/service-kit/messaging'
import { openRedis } from '@shop/service-kit/redis'
import { listen, runService } from '@shop/service-kit/run-service'
import { readSettings } from '@shop/service-kit/settings'
import { createTokens } from '@shop/service-kit/token'
import { createApp } from './app.ts'
import { variables } from './settings.ts'
import type { Tables } from './tables.ts'
import { createUserCache } from './user-cache.ts'
import { welcomeMailHandlers } from './welcome-mail.ts'

const settings = readSettings('users', variables)
const log = createLogger({ service: 'users', level: settings.LOG_LEVEL })

await runService({ log, shutdownTimeoutMs: settings.SHUTDOWN_TIMEOUT_MS }, async (resources) => {
  const database = resources.use(
    openDatabase<Tables>({ url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL_SIZE, log }),
  )
  const redis = resources.use(openRedis({ url: settings.REDIS_URL, log }))
  const { broker, outbox, consume } = openMessaging(resources, { database, settings, log })
  const timeoutMs = settings.NEIGHBOUR_TIMEOUT_MS
  consume(
    'users.welcome-mail',
    welcomeMailHandlers(database, { name: 'mail', url: settings.MAIL_URL, timeoutMs }),
  )
  const app = createApp({
    database,
    outbox,
    cache: createUserCache({ redis, log }),
    orders: { name: 'orders', url: settings.ORDERS_URL, timeoutMs },
    tokens: createTokens(settings.JWT_SECRET),
    tokenLifetimeSeconds: settings.TOKEN_LIFETIME_SECONDS,
    passwordCost: settings.PASSWORD_COST,
    checks: {
      database: () => pingDatabase(database),
      redis: () => redis.ping(),
      broker: () => broker.check(),
    },
    log,
  })
  resources.use(await listen(app, { port: settings.PORT, host: settings.HOST }))
})

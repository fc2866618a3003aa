import { createLogger } from '@shop/service-kit/logger'
import { openRedis } from '@shop/service-kit/redis'
import { listen, runService } from '@shop/service-kit/run-service'
import { readSettings } from '@shop/service-kit/settings'
import { createTokens } from '@shop/service-kit/token'
import { createApp } from './app.ts'
import { Forwarder } from './forwarder.ts'
import { createRateLimiter } from './rate-limiter.ts'
import { variables } from './settings.ts'

const settings = readSettings('gateway', variables)
const log = createLogger({ service: 'gateway', level: settings.LOG_LEVEL })

await runService({ log, shutdownTimeoutMs: settings.SHUTDOWN_TIMEOUT_MS }, async (resources) => {
  const redis = resources.use(openRedis({ url: settings.REDIS_URL, log }))
  const upstreams = {
    users: settings.USERS_URL,
    products: settings.PRODUCTS_URL,
    orders: settings.ORDERS_URL,
  }
  const trustProxy = settings.TRUST_PROXY === 'true'
  const forwarder = resources.use(
    new Forwarder({ upstreams, timeoutMs: settings.UPSTREAM_TIMEOUT_MS, trustProxy }),
  )
  const { RATE_LIMIT_PER_MINUTE, LOGIN_LIMIT_PER_MINUTE } = settings
  const app = await createApp({
    forwarder,
    upstreams,
    tokens: createTokens(settings.JWT_SECRET),
    limitRequests: createRateLimiter({ redis, log, name: 'requests', perMinute: RATE_LIMIT_PER_MINUTE }),
    limitLogins: createRateLimiter({ redis, log, name: 'logins', perMinute: LOGIN_LIMIT_PER_MINUTE }),
    corsOrigins: settings.CORS_ORIGINS,
    trustProxy,
    log,
  })
  resources.use(await listen(app, { port: settings.PORT, host: settings.HOST }))
})

import { openDatabase, pingDatabase } from '@shop/service-kit/database'
import { createLogger } from '@shop/service-kit/logger'
import { openMessaging } from '@shop/service-kit/messaging'
import { listen, runService } from '@shop/service-kit/run-service'
import { readSettings } from '@shop/service-kit/settings'
import { createTokens } from '@shop/service-kit/token'
import { createApp } from './app.ts'
import { reservationHandlers } from './reservation-handlers.ts'
import { variables } from './settings.ts'
import type { Tables } from './tables.ts'

const settings = readSettings('orders', variables)
const log = createLogger({ service: 'orders', level: settings.LOG_LEVEL })

await runService({ log, shutdownTimeoutMs: settings.SHUTDOWN_TIMEOUT_MS }, async (resources) => {
  const database = resources.use(
    openDatabase<Tables>({ url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL_SIZE, log }),
  )
  const { broker, outbox, consume } = openMessaging(resources, { database, settings, log })
  consume('orders.reservations', reservationHandlers(outbox))
  const timeoutMs = settings.NEIGHBOUR_TIMEOUT_MS
  const neighbours = {
    products: { name: 'products', url: settings.PRODUCTS_URL, timeoutMs },
    inventory: { name: 'inventory', url: settings.INVENTORY_URL, timeoutMs },
  }
  const tokens = createTokens(settings.JWT_SECRET)
  const checks = { database: () => pingDatabase(database), broker: () => broker.check() }
  const app = createApp({ database, outbox, neighbours, tokens, checks, log })
  resources.use(await listen(app, { port: settings.PORT, host: settings.HOST }))
})

import { openDatabase, pingDatabase } from '@shop/service-kit/database'
import { createLogger } from '@shop/service-kit/logger'
import { openMessaging } from '@shop/service-kit/messaging'
import { listen, runService } from '@shop/service-kit/run-service'
import { readSettings } from '@shop/service-kit/settings'
import { createApp } from './app.ts'
import { orderHandlers, productHandlers } from './message-handlers.ts'
import { variables } from './settings.ts'
import type { Tables } from './tables.ts'

const settings = readSettings('inventory', variables)
const log = createLogger({ service: 'inventory', level: settings.LOG_LEVEL })

await runService({ log, shutdownTimeoutMs: settings.SHUTDOWN_TIMEOUT_MS }, async (resources) => {
  const database = resources.use(
    openDatabase<Tables>({ url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL_SIZE, log }),
  )
  const { broker, outbox, consume } = openMessaging(resources, { database, settings, log })
  consume('inventory.products', productHandlers(outbox))
  consume('inventory.orders', orderHandlers(outbox))
  const checks = { database: () => pingDatabase(database), broker: () => broker.check() }
  const app = createApp({ database, outbox, checks, log })
  resources.use(await listen(app, { port: settings.PORT, host: settings.HOST }))
})

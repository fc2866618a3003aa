import { defineSystem, gate, type PostgresOptions, postgres, rabbitmq, redis, service } from 'assay'

/** Every service with a database migrates it in the same way. */
function database(owner: string): PostgresOptions {
  return {
    version: 18,
    migrate: {
      command: ['node', 'src/migrate.ts'],
      directory: `services/${owner}`,
      inputs: ['migrations', 'src/migrate.ts'],
    },
  }
}

/** What tokens are signed with while the shop is tested. */
export const tokenSecret = 'a secret that only the tests of the shop know'

const shared = {
  JWT_SECRET: tokenSecret,
  LOG_LEVEL: 'info',
}

const system = defineSystem({
  name: 'shop',
  resources: {
    usersDb: postgres(database('users')),
    productsDb: postgres(database('products')),
    inventoryDb: postgres(database('inventory')),
    ordersDb: postgres(database('orders')),
    cache: redis(),
    broker: rabbitmq(),
  },
  services: {
    users: service({
      command: ['node', 'src/main.ts'],
      directory: 'services/users',
      health: '/health',
      openapi: 'openapi.json',
      env: ({ usersDb, cache, broker, orders, mail }) => ({
        ...shared,
        DATABASE_URL: usersDb.url,
        REDIS_URL: cache.url,
        AMQP_URL: broker.url,
        ORDERS_URL: orders.url,
        MAIL_URL: mail.url,
        PASSWORD_COST: '4',
      }),
    }),
    products: service({
      command: ['node', 'src/main.ts'],
      directory: 'services/products',
      health: '/health',
      openapi: 'openapi.json',
      env: ({ productsDb, broker }) => ({ ...shared, DATABASE_URL: productsDb.url, AMQP_URL: broker.url }),
    }),
    inventory: service({
      command: ['node', 'src/main.ts'],
      directory: 'services/inventory',
      health: '/health',
      openapi: 'openapi.json',
      env: ({ inventoryDb, broker }) => ({ ...shared, DATABASE_URL: inventoryDb.url, AMQP_URL: broker.url }),
    }),
    orders: service({
      command: ['node', 'src/main.ts'],
      directory: 'services/orders',
      health: '/health',
      openapi: 'openapi.json',
      env: ({ ordersDb, broker, products, inventory }) => ({
        ...shared,
        DATABASE_URL: ordersDb.url,
        AMQP_URL: broker.url,
        PRODUCTS_URL: products.url,
        INVENTORY_URL: inventory.url,
      }),
    }),
    gateway: service({
      command: ['node', 'src/main.ts'],
      directory: 'services/gateway',
      health: '/health',
      openapi: 'openapi.json',
      env: ({ cache, users, products, orders }) => ({
        ...shared,
        REDIS_URL: cache.url,
        USERS_URL: users.url,
        PRODUCTS_URL: products.url,
        ORDERS_URL: orders.url,
        RATE_LIMIT_PER_MINUTE: '10000',
        LOGIN_LIMIT_PER_MINUTE: '1000',
      }),
    }),
    /** The mail provider is a third party: always a stub, made from its document. */
    mail: service({ directory: 'externals', openapi: 'mail.openapi.json' }),
  },
  gates: [
    gate.all({ newFailures: 0, minTests: 247 }),
    gate.level('unit', { minTests: 40 }),
    gate.level('integration', { minTests: 50 }),
    gate.level('contract', { minTests: 97 }),
    gate.level('e2e', { minTests: 20 }),
    gate.level('performance', { minTests: 5 }),
    gate('orders').level('performance', { p95: '<500ms' }),
    gate('products').operation('GET /products/{id}', { p95: '<250ms' }),
    gate('gateway').operation('GET /products', { p95: '<400ms' }),
  ],
})

export default system

declare module 'assay/test' {
  interface Register {
    system: typeof system
    openapi: {
      users: typeof import('./services/users/openapi.json', { with: { type: 'json' }})
      products: typeof import('./services/products/openapi.json', { with: { type: 'json' }})
      inventory: typeof import('./services/inventory/openapi.json', { with: { type: 'json' }})
      orders: typeof import('./services/orders/openapi.json', { with: { type: 'json' }})
      gateway: typeof import('./services/gateway/openapi.json', { with: { type: 'json' }})
    }
  }
}

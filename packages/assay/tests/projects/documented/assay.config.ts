import { defineSystem, postgres, redis, service } from 'assay'

// The system that the examples of the documentation speak of.
const system = defineSystem({
  name: 'documented',
  resources: {
    ordersDb: postgres({ version: 18, migrate: 'migrations' }),
    usersDb: postgres({ version: 18, migrate: 'migrations' }),
    cache: redis(),
  },
  services: {
    products: service({ command: ['node', 'main.mjs'], directory: 'services/products', health: '/health' }),
    users: service({
      command: ['node', 'main.mjs'],
      directory: 'services/users',
      health: '/health',
      env: ({ usersDb }) => ({ DATABASE_URL: usersDb.url }),
    }),
    orders: service({
      command: ['node', 'main.mjs'],
      directory: 'services/orders',
      health: '/health',
      env: ({ ordersDb, cache, products }) => ({
        DATABASE_URL: ordersDb.url,
        REDIS_URL: cache.url,
        PRODUCTS_URL: products.url,
      }),
    }),
  },
})
export default system

declare module 'assay/test' {
  interface Register {
    system: typeof system
  }
}

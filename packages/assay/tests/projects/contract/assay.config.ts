import { defineSystem, postgres, service } from 'assay'

const system = defineSystem({
  name: 'contract',
  resources: { productsDb: postgres({ version: 18, migrate: 'migrations' }) },
  services: {
    orders: service({ command: ['node', 'main.mjs'], directory: 'services/orders', health: '/health' }),
    products: service({
      command: ['node', 'main.mjs'],
      directory: 'services/products',
      health: { path: '/health', timeoutMs: 3_000 },
      env: ({ productsDb, inventory }) => ({ DATABASE_URL: productsDb.url, INVENTORY_URL: inventory.url }),
      contract: { timeoutMs: 1_000 },
    }),
    notices: service({ command: ['node', 'main.mjs'], directory: 'services/notices', health: '/health' }),
    inventory: service({ directory: 'services/inventory', openapi: 'openapi.json' }),
  },
})

export default system

declare module 'assay/contract' {
  interface Register {
    system: typeof system
  }
}

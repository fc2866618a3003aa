// Checked by the compiler (`npm run check`): each @ts-expect-error must be an error.
import { defineSystem, gate, nats, postgres, rabbitmq, redis, service } from '../entries/main.ts'

const shop = defineSystem({
  name: 'shop',
  resources: { ordersDb: postgres({ version: 18 }), cache: redis(), broker: rabbitmq(), bus: nats() },
  services: {
    products: service({ command: ['node', 'src/main.ts'] }),
    orders: service({
      command: ['node', 'src/main.ts'],
      env: ({ ordersDb, cache, broker, bus, products, gateway }) => ({
        DATABASE: ordersDb.database,
        CACHE: String(cache.database),
        VHOST: broker.vhost,
        BUS: bus.url,
        PRODUCTS_URL: products.url,
        GATEWAY_PORT: String(gateway.port),
      }),
    }),
    gateway: service({ env: (all) => ({ ORDERS_URL: all.orders.url }) }),
  },
  gates: [gate.all({ newFailures: 0 }), gate('orders').level('performance', { p95: '<200ms' })],
})
const serviceName: keyof typeof shop.services = 'gateway'
const kind: 'postgres' = shop.resources.ordersDb.kind
// @ts-expect-error: the system has no service of this name.
const noService: keyof typeof shop.services = 'payments'

defineSystem({
  name: 'unknown-reference',
  resources: { ordersDb: postgres() },
  services: {
    // @ts-expect-error: "prodcts" is not declared.
    orders: service({ env: ({ ordersDb, prodcts }) => ({ A: ordersDb.url, B: prodcts.url }) }),
  },
})
defineSystem({
  name: 'unknown-property',
  resources: { cache: redis() },
  // @ts-expect-error: a Redis connection has no "vhost".
  services: { orders: service({ env: ({ cache }) => ({ A: cache.vhost }) }) },
})
defineSystem({
  name: 'no-resources',
  services: {
    users: service({ command: ['go', 'run', '.'] }),
    // @ts-expect-error: "usersDb" is not declared.
    orders: service({ env: ({ users, usersDb }) => ({ A: users.url, B: usersDb }) }),
  },
})
defineSystem({
  name: 'gate-of-nothing',
  services: { users: service({ command: ['go', 'run', '.'] }) },
  // @ts-expect-error: the system has no service "user".
  gates: [gate('user').all({ failures: 0 })],
})
// @ts-expect-error: a limit has an operator.
gate.level('unit', { testDuration: '100ms' })
// @ts-expect-error: there is no such level.
gate.level('smoke', { failures: 0 })
// @ts-expect-error: a level is not deployed.
gate('orders').level('contract', { canIDeploy: 'production' })

export { kind, noService, serviceName }

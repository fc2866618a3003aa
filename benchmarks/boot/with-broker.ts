import {
  defineSystem,
  nats,
  postgres,
  rabbitmq,
  redis,
  service,
} from '../../packages/assay/src/entries/main.ts'

const program = { command: ['node', 'service.mjs'], health: '/health' } as const

/** The same with a RabbitMQ broker, which one of the services needs. */
export default defineSystem({
  name: 'boot-benchmark',
  resources: { db: postgres({ version: 18 }), cache: redis(), bus: nats(), broker: rabbitmq() },
  services: {
    one: service({ ...program, env: ({ db, cache }) => ({ DATABASE_URL: db.url, REDIS_URL: cache.url }) }),
    two: service({ ...program, env: ({ db, bus }) => ({ DATABASE_URL: db.url, NATS_URL: bus.url }) }),
    three: service({ ...program, env: ({ db, broker }) => ({ DATABASE_URL: db.url, AMQP_URL: broker.url }) }),
    four: service({ ...program, env: ({ db }) => ({ DATABASE_URL: db.url }) }),
  },
})

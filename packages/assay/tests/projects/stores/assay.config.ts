import { defineSystem, nats, postgres, rabbitmq, redis, service } from 'assay'

export default defineSystem({
  name: 'stores',
  resources: {
    notesDb: postgres({ version: 18, migrate: 'migrations' }),
    cache: redis(),
    broker: rabbitmq(),
    bus: nats(),
  },
  services: {
    keeper: service({
      command: ['node', 'main.mjs'],
      directory: 'services/keeper',
      health: '/health',
      env: ({ notesDb, cache, broker, bus }) => ({
        DATABASE_URL: notesDb.url,
        REDIS_URL: cache.url,
        AMQP_URL: broker.url,
        NATS_URL: bus.url,
      }),
    }),
  },
})

import { defineSystem, nats, postgres, redis, service } from '../../packages/assay/src/entries/main.ts'

const program = { command: ['node', 'service.mjs'], health: '/health' } as const

/** A database, a cache, a bus, and four services that need the database. */
export default defineSystem({
  name: 'boot-benchmark',
  resources: { db: postgres({ version: 18 }), cache: redis(), bus: nats() },
  services: {
    one: service({ ...program, env: ({ db, cache }) => ({ DATABASE_URL: db.url, REDIS_URL: cache.url }) }),
    two: service({ ...program, env: ({ db, bus }) => ({ DATABASE_URL: db.url, NATS_URL: bus.url }) }),
    three: service({ ...program, env: ({ db }) => ({ DATABASE_URL: db.url }) }),
    four: service({ ...program, env: ({ db }) => ({ DATABASE_URL: db.url }) }),
  },
})

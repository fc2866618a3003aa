import { defineSystem, nats, postgres, redis, service } from '../../packages/assay/src/entries/main.ts'

const program = { command: ['node', 'service.mjs'], health: '/health' } as const

export default defineSystem({
  name: 'guard-benchmark',
  resources: { db: postgres({ version: 18 }), cache: redis(), bus: nats() },
  services: {
    one: service({ ...program, env: ({ db, cache, bus }) => ({ A: db.url, B: cache.url, C: bus.url }) }),
    two: service({ ...program, env: ({ db }) => ({ A: db.url, DAEMON: 'yes' }) }),
  },
})

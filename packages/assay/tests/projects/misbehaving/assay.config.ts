import { defineSystem, service } from 'assay'

// Which misbehaviour is tried is chosen by the test that runs this project.
const odd = process.env['ODD'] ?? 'well-behaved'

export default defineSystem({
  name: 'misbehaving',
  services: {
    odd: service({
      command: ['node', `${odd}.mjs`],
      directory: 'services',
      health: { path: '/health', timeoutMs: 3_000 },
      stopTimeoutMs: 500,
      env: () => ({ NODE_OPTIONS: '--max-old-space-size=32' }),
    }),
    follower: service({
      command: ['node', 'well-behaved.mjs'],
      directory: 'services',
      health: '/health',
      env: ({ odd }) => ({ ODD_URL: odd.url }),
    }),
  },
})

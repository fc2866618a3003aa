import { defineSystem, service } from 'assay'

export default defineSystem({
  name: 'documented',
  services: {
    catalogue: service({
      command: ['node', 'main.mjs'],
      directory: 'services/catalogue',
      health: '/health',
      openapi: 'openapi.yaml',
    }),
    // A third party: nobody here runs it.
    payments: service({ directory: 'services/payments', openapi: 'openapi.json' }),
  },
})

import { defineSystem, service } from 'assay'

const system = defineSystem({
  name: 'tiny',
  services: {
    names: service({
      command: ['node', 'main.mjs'],
      directory: 'services/names',
      health: '/health',
      openapi: 'openapi.json',
    }),
    greeter: service({
      command: ['node', 'main.mjs'],
      directory: 'services/greeter',
      health: '/health',
      env: ({ names }) => ({ NAMES_URL: names.url }),
    }),
  },
})
export default system

declare module 'assay/test' {
  interface Register {
    system: typeof system
  }
}

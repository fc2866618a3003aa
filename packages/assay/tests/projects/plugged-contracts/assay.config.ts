import { defineSystem, service } from 'assay'

export default defineSystem({
  name: 'plugged',
  services: {
    catalogue: service({ command: ['node', 'main.mjs'], directory: 'services/catalogue', health: '/health' }),
    // It speaks no HTTP: an open port is all that can be seen of it.
    names: service({ command: ['node', 'main.mjs'], directory: 'services/names' }),
  },
})

import { writeDocument } from '@shop/service-kit/document'
import { type Dependencies, registerRoutes } from './app.ts'

await writeDocument({
  title: 'inventory',
  description: 'What is on the shelves, and what is held for orders.',
  register: (server) => registerRoutes(server, {} as Dependencies),
})

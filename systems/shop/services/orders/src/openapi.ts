import { writeDocument } from '@shop/service-kit/document'
import { type Dependencies, registerRoutes } from './app.ts'

await writeDocument({
  title: 'orders',
  description: 'What customers order, and how far each order is.',
  register: (server) => registerRoutes(server, {} as Dependencies),
})

import { writeDocument } from '@shop/service-kit/document'
import { type Dependencies, registerRoutes } from './app.ts'

await writeDocument({
  title: 'products',
  description: 'The catalogue of the shop.',
  register: (server) => registerRoutes(server, {} as Dependencies),
})

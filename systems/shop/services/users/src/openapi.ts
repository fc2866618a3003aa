import { writeDocument } from '@shop/service-kit/document'
import { registerRoutes } from './app.ts'
import type { Dependencies } from './dependencies.ts'

await writeDocument({
  title: 'users',
  description: 'The accounts of the shop: registration, login, profiles and order history.',
  register: (server) => registerRoutes(server, {} as Dependencies),
})

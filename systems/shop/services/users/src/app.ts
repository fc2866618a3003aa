import path from 'node:path'
import { registerHealth } from '@shop/service-kit/health'
import { serveDocument } from '@shop/service-kit/serve-document'
import { createServer, type Server } from '@shop/service-kit/server'
import type { Dependencies } from './dependencies.ts'
import { registerOrderHistory } from './order-history-route.ts'
import { registerTokenRoute } from './token-route.ts'
import { registerAccountRoutes, registerPublicRoutes } from './user-routes.ts'

/** The HTTP side of this service. */
export function createApp(dependencies: Dependencies): Server {
  const server = createServer(dependencies)
  serveDocument(server, path.join(import.meta.dirname, '../openapi.json'))
  registerRoutes(server, dependencies)
  return server
}

/** Registers everything the OpenAPI document describes. */
export function registerRoutes(server: Server, dependencies: Dependencies): void {
  registerHealth(server, { service: 'users', ...dependencies })
  registerPublicRoutes(server, dependencies)
  registerAccountRoutes(server, dependencies)
  registerOrderHistory(server, dependencies)
  registerTokenRoute(server, dependencies)
}

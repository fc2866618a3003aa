import { readFile } from 'node:fs/promises'
import type { Server } from './server.ts'

/** Serves the OpenAPI document of a service, which lies beside its sources, at `GET /openapi.json`. */
export function serveDocument(server: Server, file: string): void {
  server.get('/openapi.json', async (_request, reply) => {
    reply.type('application/json')
    return readFile(file, 'utf8')
  })
}

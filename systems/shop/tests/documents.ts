import { readFile } from 'node:fs/promises'
import { createDocument } from '@shop/service-kit/document'
import type { Server } from '@shop/service-kit/server'

/** The OpenAPI document that a service publishes, and the one that its routes describe now. */
export async function documentsOf(
  service: string,
  registerRoutes: (server: Server, dependencies: never) => void,
): Promise<{ readonly published: unknown; readonly described: unknown }> {
  const file = new URL(`../services/${service}/openapi.json`, import.meta.url)
  const published = JSON.parse(await readFile(file, 'utf8'))
  const described = await createDocument({
    ...published.info,
    // Describing a route calls nothing that it depends on.
    register: (server) => registerRoutes(server, {} as never),
  })
  return { published, described: JSON.parse(JSON.stringify(described)) }
}

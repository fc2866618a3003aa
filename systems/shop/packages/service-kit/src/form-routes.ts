import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Server } from './server.ts'

/** The content type of a form. */
export const FORM = 'application/x-www-form-urlencoded'

/** Registers routes that read forms, and only forms. */
export function registerFormRoutes(server: Server, register: (server: Server) => void): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(FORM, { parseAs: 'string' }, async (_request: unknown, body: string) =>
      Object.fromEntries(new URLSearchParams(body)),
    )
    register(scope.withTypeProvider<ZodTypeProvider>())
  })
}

import { createHash } from 'node:crypto'
import path from 'node:path'
import cors from '@fastify/cors'
import { FORM } from '@shop/service-kit/form-routes'
import type { Logger } from '@shop/service-kit/logger'
import { Problem, unsupportedMediaType } from '@shop/service-kit/problem'
import { serveDocument } from '@shop/service-kit/serve-document'
import { createServer, type Server } from '@shop/service-kit/server'
import type { Tokens } from '@shop/service-kit/token'
import type { Forwarder } from './forwarder.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { forwarded, isPublic, type ServiceName } from './routing.ts'
import { registerSystemHealth } from './system-health.ts'

const LOGIN_BODY_LIMIT_BYTES = 8192

/** What the gateway works with. */
export interface Dependencies {
  readonly forwarder: Forwarder
  readonly upstreams: Readonly<Record<ServiceName, string>>
  readonly tokens: Tokens
  readonly limitRequests: RateLimiter
  readonly limitLogins: RateLimiter
  readonly corsOrigins: string[]
  readonly trustProxy: boolean
  readonly log: Logger
}

/** The gateway: the only door to the shop. */
export async function createApp(dependencies: Dependencies): Promise<Server> {
  const server = createServer(dependencies)
  await server.register(cors, {
    origin: dependencies.corsOrigins,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'x-request-id', 'traceparent'],
    exposedHeaders: ['x-request-id', 'x-ratelimit-limit', 'x-ratelimit-remaining', 'retry-after', 'location'],
    maxAge: 600,
    strictPreflight: false,
  })
  admitRequests(server, dependencies)
  serveDocument(server, path.join(import.meta.dirname, '../openapi.json'))
  registerSystemHealth(server, dependencies.upstreams)
  forwardRequests(server, dependencies)
  forwardLogins(server, dependencies)
  return server
}

/** Before anything is forwarded: counts the request, and wants a token unless the route is public. */
function admitRequests(server: Server, { tokens, limitRequests }: Dependencies): void {
  server.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.url
    const caller = await tokens.verify(request.headers.authorization).catch((error: Problem) => error)
    const refusal = caller instanceof Problem ? caller : undefined
    if (route !== '/health') {
      await limitRequests(caller instanceof Problem ? `address:${request.ip}` : `user:${caller.sub}`, reply)
    }
    if (refusal && !isPublic(request.method, route)) throw refusal
  })
}

function forwardRequests(server: Server, { forwarder }: Dependencies): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Bodies are not read here but streamed on.
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    for (const [prefix, service] of Object.entries(forwarded)) {
      scope.all(prefix, (request, reply) => forwarder.forward(service, request, reply))
      scope.all(`${prefix}/*`, (request, reply) => forwarder.forward(service, request, reply))
    }
  })
}

/** Logins are read, because they are counted by who wants to log in from where. */
function forwardLogins(server: Server, { forwarder, limitLogins }: Dependencies): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    const parsing = { parseAs: 'string', bodyLimit: LOGIN_BODY_LIMIT_BYTES } as const
    scope.addContentTypeParser<string>(FORM, parsing, (_request, body, done) => done(null, body))
    scope.post('/token', async (request, reply) => {
      if (typeof request.body !== 'string')
        throw unsupportedMediaType(`This needs a body of the type ${FORM}.`)
      const username = new URLSearchParams(request.body).get('username') ?? ''
      const who = createHash('sha256').update(username.trim().toLowerCase()).digest('base64url')
      await limitLogins(`${who}:${request.ip}`, reply)
      return forwarder.forward('users', request, reply)
    })
  })
}

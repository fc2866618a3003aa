import {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { errorToProblem } from './error-to-problem.ts'
import type { Logger } from './logger.ts'
import { routeNotFound } from './problem.ts'
import { type RequestContext, readContext, runInContext } from './request-context.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The ids of this request; logs, messages and calls made while it is handled carry them. */
    context: RequestContext
    startedAt: number
  }
}

/** The largest request body a service reads. */
export const BODY_LIMIT_BYTES = 1_048_576

/** The status nginx logs for a client that did not wait for the answer. */
const CLIENT_CLOSED_REQUEST = 499

/** What differs between the servers. */
export interface ServerOptions {
  readonly log: Logger
  /** Whether there is a proxy in front whose `X-Forwarded-*` headers are to be believed. */
  readonly trustProxy?: boolean
}

/** An HTTP server whose routes are described by zod schemas. */
export type Server = ReturnType<typeof createServer>

/** An HTTP server with what all services do alike: request ids, one log line per request, problem answers. */
export function createServer({ log, trustProxy = false }: ServerOptions) {
  const server = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // The context of a request is in every line already; a child logger per request would repeat it.
    childLoggerFactory: (logger) => logger,
    bodyLimit: BODY_LIMIT_BYTES,
    // Only the nearest proxy is believed: what stands further left in the header anyone could have written.
    trustProxy: trustProxy && ((_address, hop) => hop === 0),
    routerOptions: { ignoreTrailingSlash: true },
    // A malformed address is refused before any hook runs.
    frameworkErrors: (error, request, reply) => {
      enterContext(request, reply)
      sendProblem(error, request, reply)
      logFinished(request, reply.statusCode)
    },
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  // Without this a text body would be read as a string and refused as malformed instead of as unsupported.
  server.removeContentTypeParser('text/plain')
  server.setErrorHandler((error: FastifyError, request, reply) => sendProblem(error, request, reply))
  server.setNotFoundHandler((request) => {
    throw routeNotFound(`There is no ${request.method} ${request.url.split('?', 1)[0]}.`)
  })
  followRequests(server)
  closeConnections(server)
  return server.withTypeProvider<ZodTypeProvider>()
}

/** Gives every request its context, and the log one line about each. */
function followRequests(server: FastifyInstance): void {
  server.decorateRequest('context')
  server.decorateRequest('startedAt', 0)
  server.addHook('onRequest', (request, reply, done) => {
    enterContext(request, reply)
    runInContext(request.context, done)
  })
  // Reading the body leaves the context of the first hook, so it is entered again.
  server.addHook('preValidation', (request, _reply, done) => runInContext(request.context, done))
  server.addHook('onResponse', async (request, reply) => logFinished(request, reply.statusCode))
  server.addHook('onRequestAbort', async (request) => logFinished(request, CLIENT_CLOSED_REQUEST))
}

/** While closing, ends each connection with its answer; one kept alive would hold up the shutdown. */
function closeConnections(server: FastifyInstance): void {
  let closing = false
  server.addHook('preClose', async () => {
    closing = true
  })
  server.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
}

function enterContext(request: FastifyRequest, reply: FastifyReply): void {
  request.context = readContext(request.headers)
  request.startedAt = performance.now()
  reply.header('x-request-id', request.context.requestId)
}

function sendProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const { body, headers, cause } = errorToProblem(error, request)
  if (body.status >= 500) request.log.error({ err: cause ?? error, code: body.code }, body.detail)
  return reply.code(body.status).headers(headers).type('application/problem+json').send(body)
}

function logFinished(
  { method, routeOptions, log, context, startedAt }: FastifyRequest,
  status: number,
): void {
  const durationMs = Math.round((performance.now() - startedAt) * 10) / 10
  runInContext(context, () =>
    log.info({ method, route: routeOptions.url, status, durationMs }, 'request finished'),
  )
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { messageOf } from '../../errors/assay-error.ts'
import { urlsBelow } from '../hal/urls.ts'
import type { BrokerDatabase } from '../store/broker-database.ts'
import type { WebhookQueue } from '../webhooks/webhook-queue.ts'
import type { createAccessCheck } from './access.ts'
import { baseUrlOf } from './base-url.ts'
import { readBytes } from './read-bytes.ts'
import { Refusal, refuse } from './refusal.ts'
import { hal, type Reply } from './reply.ts'
import type { createRouter } from './router.ts'

/** What requests are answered with. */
export interface Answering {
  readonly database: BrokerDatabase
  readonly webhooks: WebhookQueue
  readonly router: ReturnType<typeof createRouter>
  readonly checkAccess: ReturnType<typeof createAccessCheck>
  /** The address clients use, when it is not the one they say. */
  readonly baseUrl: string | undefined
  readonly maxBodyBytes: number
  /** Told of what should not happen. */
  readonly onError: (error: unknown) => void
}

/** Answers one request; never throws. */
export async function answerRequest(
  answering: Answering,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let reply: Reply
  try {
    reply = await replyTo(answering, request)
  } catch (error) {
    if (request.destroyed && !request.complete) return
    reply = error instanceof Refusal ? refusalReply(error) : failureReply(answering, error)
  }
  const length = String(Buffer.byteLength(reply.body))
  const isUnread = !request.complete
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(reply.status === 204 ? {} : { 'content-length': length }),
    // What is left of a body nobody reads would be taken for the next request.
    ...(isUnread ? { connection: 'close' } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : reply.body)
  if (isUnread) request.resume()
}

async function replyTo(answering: Answering, request: IncomingMessage): Promise<Reply> {
  const { database, webhooks, router, checkAccess } = answering
  const { headers, method = 'GET' } = request
  const base = answering.baseUrl ?? baseUrlOf(headers)
  const { pathname, searchParams: query } = addressOf(request.url ?? '/')
  const { route, path, parameters } = router(method, pathsOf(pathname, base))
  checkAccess(headers, route.need)
  const bytes = await readBytes(request, answering.maxBodyBytes)
  const call = { method, path, parameters, query, headers, bytes, database, webhooks, urls: urlsBelow(base) }
  // Another process may change the file between two looks at it.
  return await database.transaction(() => route.handle(call), route.need === 'write' ? 'write' : 'read')
}

/** The address as the client wrote it: names like `..` are names of branches here, not folders. */
function addressOf(url: string): { readonly pathname: string; readonly searchParams: URLSearchParams } {
  const local = url.replace(/^https?:\/\/[^/]*/i, '')
  const [pathname = '/', ...rest] = local.split('?')
  return { pathname: pathname === '' ? '/' : pathname, searchParams: new URLSearchParams(rest.join('?')) }
}

/** A proxy may pass on the folder of the base address, or take it away. */
function pathsOf(pathname: string, base: string): readonly [string, ...string[]] {
  const prefix = new URL(base).pathname.replace(/\/$/, '')
  const isBelow = prefix !== '' && `${pathname}/`.startsWith(`${prefix}/`)
  return isBelow ? [pathname.slice(prefix.length) || '/', pathname] : [pathname]
}

function refusalReply({ status, message, errors, notices, headers }: Refusal): Reply {
  return hal({ error: { message }, errors, ...(notices === undefined ? {} : { notices }) }, status, headers)
}

function failureReply({ onError }: Answering, error: unknown): Reply {
  if (/database is locked/.test(messageOf(error))) {
    return refusalReply(
      new Refusal(503, {
        message: 'Another process is writing; try again.',
        headers: { 'retry-after': '1' },
      }),
    )
  }
  onError(error)
  if (/database or disk is full/.test(messageOf(error))) {
    return refusalReply(refuse(507, 'The disk of the broker is full.'))
  }
  return refusalReply(refuse(500, 'Something went wrong in the broker; its output says what.'))
}

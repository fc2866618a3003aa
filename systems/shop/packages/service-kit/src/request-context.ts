import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes, randomUUID } from 'node:crypto'

/** What identifies one request on its way through the system. */
export interface RequestContext {
  readonly requestId: string
  readonly traceId: string
  /** This service's own step in the trace. */
  readonly spanId: string
  readonly traceFlags: string
}

type Headers = Readonly<Record<string, unknown>>

const storage = new AsyncLocalStorage<RequestContext>()
const REQUEST_ID = /^[\w.:-]{1,128}$/
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/

/** Takes the request id and the trace from the headers of a request or a message, or begins new ones. */
export function readContext(headers: Headers = {}): RequestContext {
  const requestId = headers['x-request-id']
  const trace = TRACEPARENT.exec(String(headers['traceparent'] ?? ''))
  return {
    requestId: typeof requestId === 'string' && REQUEST_ID.test(requestId) ? requestId : randomUUID(),
    traceId: trace?.[1] ?? randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    traceFlags: trace?.[2] ?? '01',
  }
}

/** Runs `work` so that everything it calls or awaits finds `context`. */
export function runInContext<Result>(context: RequestContext, work: () => Result): Result {
  return storage.run(context, work)
}

/** The context of the request or message being handled, if one is. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore()
}

/** The headers that carry the current context to the next hop, over HTTP or in a message. */
export function outgoingHeaders(context = currentContext()): Record<string, string> {
  if (!context) return {}
  const { requestId, traceId, spanId, traceFlags } = context
  return { 'x-request-id': requestId, traceparent: `00-${traceId}-${spanId}-${traceFlags}` }
}

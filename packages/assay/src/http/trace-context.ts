import { randomHex } from '../base/identifiers.ts'

/** Who a request belongs to: one trace per test, one span and one request id per request. */
export interface TraceContext {
  readonly traceId: string
  nextHeaders(): { readonly requestId: string; readonly headers: Readonly<Record<string, string>> }
}

/** Starts a trace (W3C Trace Context, level 1). */
export function startTrace(): TraceContext {
  const traceId = randomHex(16)
  return {
    traceId,
    nextHeaders() {
      const requestId = crypto.randomUUID()
      const headers = { 'x-request-id': requestId, traceparent: `00-${traceId}-${randomHex(8)}-01` }
      return { requestId, headers }
    },
  }
}

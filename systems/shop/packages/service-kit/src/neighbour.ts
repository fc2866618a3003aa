import type { z } from 'zod'
import { dependencyUnavailable } from './problem.ts'
import { outgoingHeaders } from './request-context.ts'

/** A service this one calls over HTTP. */
export interface Neighbour {
  readonly name: string
  readonly url: string
  readonly timeoutMs: number
}

/** What is asked of a neighbour. */
export interface NeighbourRequest<Body> {
  readonly path: string
  /** What a good answer looks like; only what is declared here is relied on. */
  readonly schema: z.ZodType<Body>
  readonly method?: 'GET' | 'POST'
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

/** A neighbour either did what was asked or refused with a 4xx status. */
export type NeighbourAnswer<Body> = { ok: true; body: Body } | { ok: false; status: number }

/**
 * Calls a neighbour within its deadline, carrying the ids of the current request.
 * One that is down, late, failing or unintelligible becomes DEPENDENCY_UNAVAILABLE.
 */
export async function callNeighbour<Body>(
  neighbour: Neighbour,
  request: NeighbourRequest<Body>,
): Promise<NeighbourAnswer<Body>> {
  try {
    const { status, body } = await send(neighbour, request)
    if (status >= 400 && status < 500) return { ok: false, status }
    if (status >= 300) throw new Error(`${neighbour.name} answered ${status}`)
    return { ok: true, body: request.schema.parse(body) }
  } catch (cause) {
    throw dependencyUnavailable(`The ${neighbour.name} service is unavailable.`, { cause })
  }
}

async function send(neighbour: Neighbour, { path, method, headers, body }: NeighbourRequest<unknown>) {
  const json = body === undefined ? undefined : JSON.stringify(body)
  const response = await fetch(neighbour.url + path, {
    method,
    headers: {
      accept: 'application/json',
      ...(json && { 'content-type': 'application/json' }),
      ...outgoingHeaders(),
      ...headers,
    },
    body: json,
    redirect: 'manual',
    signal: AbortSignal.timeout(neighbour.timeoutMs),
  })
  const text = await response.text()
  return { status: response.status, body: text && response.ok ? JSON.parse(text) : text }
}

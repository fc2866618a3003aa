import type { LoadResponse } from './load-response.ts'
import type { RequestBody } from './request-body.ts'

/** One request of a chain of redirects. */
export interface Hop {
  readonly method: string
  readonly url: string
  readonly body: RequestBody
}

/** Whether an answer only leads to the next request: then it is not what was expected of this one. */
export type IsFollowed = (answer: LoadResponse) => boolean

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Makes a request, and those that its answers ask for, up to so many of them. */
export async function followRedirects(
  first: Hop,
  most: number,
  send: (hop: Hop, isFollowed: IsFollowed | undefined) => Promise<LoadResponse>,
): Promise<LoadResponse> {
  let hop = first
  for (let left = most; left > 0; left -= 1) {
    const from = hop
    const response = await send(from, (answer) => nextHop(from, answer) !== undefined)
    const next = nextHop(from, response)
    if (next === undefined) return response
    hop = next
  }
  return send(hop, undefined)
}

/**
 * The request that an answer asks for next, if it does. Another host is another target: its requests
 * are no measure of this one.
 */
function nextHop({ method, url, body }: Hop, answer: LoadResponse): Hop | undefined {
  const location = REDIRECTS.has(answer.status) ? answer.header('location') : undefined
  if (location === undefined || !URL.canParse(location, url)) return undefined
  const next = new URL(location, url)
  next.hash = ''
  if (next.origin !== new URL(url).origin) return undefined
  return becomesGet(method, answer.status)
    ? { method: 'GET', url: next.href, body: undefined }
    : { method, url: next.href, body }
}

/** As clients do since the beginning, and as RFC 9110, 15.4 allows. */
function becomesGet(method: string, status: number): boolean {
  if (status === 303) return method !== 'HEAD'
  return method === 'POST' && (status === 301 || status === 302)
}

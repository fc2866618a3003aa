/** What a request is answered with. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

type Headers = Readonly<Record<string, string>>

/** Pages and images run no script, load nothing, send nothing, and stand in no other page. */
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/** A resource with links. Also refusals have this type: the clients show the texts of no other. */
export function hal(body: unknown, status = 200, headers: Headers = {}): Reply {
  const type = { 'content-type': 'application/hal+json;charset=utf-8' }
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(body) }
}

export function noContent(): Reply {
  return { status: 204, headers: {}, body: '' }
}

/** An image that is never shown from a cache: it says how things are now. */
export function svg(body: string): Reply {
  const reply = typed('image/svg+xml', body)
  return { ...reply, headers: { ...reply.headers, ...PAGE_HEADERS, 'cache-control': 'no-cache' } }
}

export function html(body: string): Reply {
  const reply = typed('text/html;charset=utf-8', body)
  return { ...reply, headers: { ...reply.headers, ...PAGE_HEADERS } }
}

export function plain(body: string): Reply {
  return typed('text/plain;charset=utf-8', body)
}

/** Something else, which a browser must not take for a page. */
export function typed(type: string, body: string): Reply {
  return { status: 200, headers: { 'content-type': type, 'x-content-type-options': 'nosniff' }, body }
}

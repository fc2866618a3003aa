/** What a request is answered with. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

type Headers = Readonly<Record<string, string>>

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
  return { status: 200, headers: { 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' }, body }
}

export function html(body: string): Reply {
  // The page runs no script and loads nothing.
  const policy = "default-src 'none'; style-src 'unsafe-inline'"
  const headers = { 'content-type': 'text/html;charset=utf-8', 'content-security-policy': policy }
  return { status: 200, headers, body }
}

export function plain(body: string): Reply {
  return { status: 200, headers: { 'content-type': 'text/plain;charset=utf-8' }, body }
}

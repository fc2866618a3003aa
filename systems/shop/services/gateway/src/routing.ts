/** The services behind the gateway. */
export const serviceNames = ['users', 'products', 'orders'] as const

/** A service behind the gateway. */
export type ServiceName = (typeof serviceNames)[number]

/** Which service answers below which path. */
export const forwarded: Readonly<Record<string, ServiceName>> = {
  '/users': 'users',
  '/products': 'products',
  '/orders': 'orders',
}

const PUBLIC = new Set([
  'GET /health',
  'GET /openapi.json',
  'POST /users',
  'POST /token',
  'GET /products',
  'GET /products/*',
])

/**
 * Whether a route may be used without a token. What matters is the route that was matched,
 * not the address, so no spelling of an address gets around it; an unknown route is not public.
 */
export function isPublic(method: string, route: string | undefined): boolean {
  return PUBLIC.has(`${method === 'HEAD' ? 'GET' : method} ${route}`)
}

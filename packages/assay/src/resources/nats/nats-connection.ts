import type { NatsConnection } from '../../model/resource.ts'

/** What a `nats://` URL says. */
export function connectionFrom(url: string): NatsConnection {
  const { hostname, port, username, password } = new URL(url)
  return { url, host: hostname, port: Number(port || 4222), user: username, password }
}

import type { Server } from '@shop/service-kit/server'
import { z } from 'zod'
import { type ServiceName, serviceNames } from './routing.ts'

const CHECK_TIMEOUT_MS = 1500

const serviceHealth = z.object({ status: z.enum(['healthy', 'unhealthy']), latencyMs: z.int() })
const example = { status: 'healthy', latencyMs: 3 }

const systemHealthSchema = z
  .object({
    status: z.enum(['healthy', 'degraded']),
    gateway: z.literal('healthy'),
    services: z.object({ users: serviceHealth, products: serviceHealth, orders: serviceHealth }),
  })
  .meta({
    id: 'SystemHealth',
    examples: [
      {
        status: 'healthy',
        gateway: 'healthy',
        services: { users: example, products: example, orders: example },
      },
    ],
  })

/** Answers `GET /health`: always 200, telling which of the services behind are well. */
export function registerSystemHealth(server: Server, upstreams: Readonly<Record<ServiceName, string>>): void {
  const schema = {
    operationId: 'getHealth',
    summary: 'Whether the gateway and the services behind it work',
    tags: ['health'],
    response: { 200: systemHealthSchema },
  }
  server.get('/health', { schema }, async () => {
    const [users, products, orders] = await Promise.all(
      serviceNames.map((name) => checkHealth(upstreams[name])),
    )
    const services = { users: users!, products: products!, orders: orders! }
    const healthy = Object.values(services).every(({ status }) => status === 'healthy')
    const status = healthy ? ('healthy' as const) : ('degraded' as const)
    return { status, gateway: 'healthy' as const, services }
  })
}

async function checkHealth(url: string): Promise<z.infer<typeof serviceHealth>> {
  const startedAt = performance.now()
  const signal = AbortSignal.timeout(CHECK_TIMEOUT_MS)
  const ok = await fetch(`${url}/health`, { signal }).then(
    async (response) => {
      await response.body?.cancel()
      return response.ok
    },
    // Refused, late or broken off: all say the same about the service.
    () => false,
  )
  return { status: ok ? 'healthy' : 'unhealthy', latencyMs: Math.round(performance.now() - startedAt) }
}

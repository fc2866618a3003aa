import { z } from 'zod'
import { withDeadline } from './deadline.ts'
import type { Logger } from './logger.ts'
import type { Server } from './server.ts'

/** Asks each store a service owns whether it works; one that does not rejects. */
export type HealthChecks = Readonly<Record<string, () => Promise<unknown>>>

const CHECK_TIMEOUT_MS = 1000
const state = z.enum(['healthy', 'unhealthy'])

const healthSchema = z
  .object({ status: state, service: z.string(), checks: z.record(z.string(), state) })
  .meta({
    id: 'Health',
    examples: [{ status: 'healthy', service: 'shop', checks: { database: 'healthy' } }],
  })

/** Answers `GET /health`: 200 when every check passes, 503 naming the ones that fail otherwise. */
export function registerHealth(
  server: Server,
  options: { service: string; checks: HealthChecks; log: Logger },
) {
  const schema = {
    operationId: 'getHealth',
    summary: 'Whether this service and its own stores work',
    tags: ['health'],
    response: { 200: healthSchema, 503: healthSchema },
  }
  server.get('/health', { schema }, async (_request, reply) => {
    const names = Object.keys(options.checks)
    const states = await Promise.all(names.map((name) => check(name, options)))
    const healthy = !states.includes('unhealthy')
    reply.code(healthy ? 200 : 503)
    return {
      status: healthy ? ('healthy' as const) : ('unhealthy' as const),
      service: options.service,
      checks: Object.fromEntries(names.map((name, index) => [name, states[index]!])),
    }
  })
}

async function check(name: string, { checks, log }: { checks: HealthChecks; log: Logger }) {
  try {
    await withDeadline(checks[name]!(), CHECK_TIMEOUT_MS, `the ${name} check`)
    return 'healthy' as const
  } catch (error) {
    log.warn({ err: error, check: name }, 'health check failed')
    return 'unhealthy' as const
  }
}

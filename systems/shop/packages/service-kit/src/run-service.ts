import process from 'node:process'
import type { Logger } from './logger.ts'
import type { Server } from './server.ts'

/** How a service ends. */
export interface RunOptions {
  readonly log: Logger
  readonly shutdownTimeoutMs: number
}

/**
 * Starts a service and keeps it until SIGTERM or SIGINT, then stops what was started in reverse order and exits 0.
 * A service that cannot start, or does not stop in time, exits 1.
 */
export async function runService(
  { log, shutdownTimeoutMs }: RunOptions,
  start: (resources: AsyncDisposableStack) => Promise<void>,
): Promise<void> {
  const resources = new AsyncDisposableStack()
  const starting = start(resources)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stop(signal))
  }
  try {
    await starting
  } catch (error) {
    log.fatal({ err: error }, 'the service cannot start')
    process.exit(1)
  }

  async function stop(signal: string): Promise<void> {
    log.info({ signal }, 'stopping')
    setTimeout(() => exit(1, `not stopped within ${shutdownTimeoutMs} ms`), shutdownTimeoutMs)
    try {
      await starting
      await resources.disposeAsync()
      exit(0, 'stopped')
    } catch (error) {
      log.error({ err: error }, 'stopping failed')
      process.exit(1)
    }
  }

  function exit(code: number, message: string): void {
    log.info({ code }, message)
    process.exit(code)
  }
}

/** Listens, and on disposal stops accepting and finishes the requests in flight. */
export async function listen(
  server: Server,
  { port, host }: { port: number; host: string },
): Promise<Server> {
  await server.listen({ port, host })
  return server
}

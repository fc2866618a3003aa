import { type Logger, pino, stdTimeFunctions } from 'pino'
import { currentContext } from './request-context.ts'

export type { Logger }

/** Logs JSON lines to standard output; a line written while handling a request carries its ids. */
export function createLogger({ service, level }: { service: string; level: string }): Logger {
  return pino({
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin() {
      const context = currentContext()
      return context ? { requestId: context.requestId, traceId: context.traceId } : {}
    },
  })
}

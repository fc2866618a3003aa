import { createServiceClient, type ServiceClient } from '../http/service-client.ts'
import type { TraceContext } from '../http/trace-context.ts'
import type { Exchange } from '../model/exchange.ts'
import { logSize, readLogRange } from '../processes/process-log.ts'
import type { LeasedEnvironment } from './leased-environment.ts'

/** A running service, as a test uses it: an HTTP client and its process. */
export interface ServiceHandle extends ServiceClient {
  /** Ends the process as a deployment would (SIGTERM). It is started again when the test ends. */
  stop(): Promise<void>
  /** Ends the process as a crash would (SIGKILL). It is started again when the test ends. */
  kill(): Promise<void>
  /** Starts it again, on the same port, and waits until it is healthy. */
  start(): Promise<void>
  /** Lines it has logged since the test began. */
  logs(): string[]
}

export interface ServiceHandleOptions {
  readonly name: string
  readonly environment: LeasedEnvironment
  readonly trace: TraceContext
  readonly onExchange: (exchange: Exchange) => void
}

export function createServiceHandle(options: ServiceHandleOptions): ServiceHandle {
  const { name, environment, trace, onExchange } = options
  const { url, logFile } = environment.description.services[name]!
  const fromByte = logFile === undefined ? 0 : logSize(logFile)
  return {
    ...createServiceClient({ service: name, url, trace, onExchange }),
    stop: () => environment.stopService(name, 'stop'),
    kill: () => environment.stopService(name, 'kill'),
    start: () => environment.startService(name),
    logs: () =>
      logFile === undefined ? [] : readLogRange({ file: logFile, fromByte, toByte: logSize(logFile) }),
  }
}

import { eventually, type ServiceHandle } from 'assay/test'

/** A line of a service's structured log. */
export interface LogLine {
  readonly level: string
  readonly msg: string
  readonly service: string
  readonly requestId?: string
  readonly traceId?: string
  readonly messageId?: string
  readonly type?: string
  readonly route?: string
  readonly status?: number
}

/** What a service has logged since the test began; other output is left out. */
export function logLines(service: ServiceHandle): LogLine[] {
  return service
    .logs()
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine)
}

/** Resolves when a service has handled a message so many times, with or without an effect. */
export async function handled(service: ServiceHandle, messageId: string, times = 1): Promise<void> {
  await eventually(() => {
    const lines = logLines(service).filter((line) => line.messageId === messageId)
    return lines.filter(({ msg }) => msg === 'message handled').length === times
  })
}

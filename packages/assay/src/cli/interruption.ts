import { ExitCode } from './exit-code.ts'
import { printProgress } from './print.ts'

/**
 * A signal that aborts on Ctrl-C, a request to end, or the death of the process that waits for
 * this one. A second request ends at once: the guard then cleans up alone.
 */
export function abortOnInterruption(): AbortSignal {
  const controller = new AbortController()
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(ExitCode.interrupted)
    printProgress('stopping; once more to stop at once')
    controller.abort(new Error('interrupted'))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  if (process.channel !== undefined) {
    process.channel?.unref()
    process.once('disconnect', interrupt)
  }
  return controller.signal
}

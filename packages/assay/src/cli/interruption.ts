import { ExitCode } from './exit-code.ts'
import { printProgress } from './print.ts'

/**
 * Within this time a signal is the echo of the one before: a terminal sends Ctrl-C to every process
 * in front, and npm passes it on once more.
 */
const ECHO_MS = 500

/**
 * A signal that aborts on Ctrl-C, a request to end, or the death of the process that waits for
 * this one. A second request ends at once: the guard then cleans up alone.
 */
export function abortOnInterruption(): AbortSignal {
  const controller = new AbortController()
  let interruptedAt = 0
  const interrupt = () => {
    if (controller.signal.aborted && performance.now() - interruptedAt < ECHO_MS) return
    if (controller.signal.aborted) process.exit(ExitCode.interrupted)
    interruptedAt = performance.now()
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

import { poll } from '../base/poll.ts'
import { infrastructureError, messageOf } from '../errors/assay-error.ts'
import { describeExit, type RunningProcess } from './spawn-process.ts'

const LOG_LINES_SHOWN = 10

export interface Readiness<Answer> {
  /** Named in the error: the resource or service. */
  readonly part: string
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** One try; throws while the part is not ready. */
  readonly probe: (remainingMs: number) => Promise<Answer>
  /** Shown in the error: what is asked. */
  readonly asks: string
}

/**
 * Waits until a process answers, and returns the answer. It fails at once when the process ends,
 * and shows its last log lines either way.
 */
export async function waitUntilReady<Answer>(
  running: RunningProcess,
  readiness: Readiness<Answer>,
): Promise<Answer> {
  const ended = new AbortController()
  void running.exited.then(() => ended.abort())
  const signal = AbortSignal.any([readiness.signal, ended.signal])
  try {
    const outcome = await poll(readiness.probe, { timeoutMs: readiness.timeoutMs, signal })
    if (outcome.done) return outcome.value
    throw neverReady(running, readiness, outcome.lastError)
  } catch (error) {
    if (running.exit !== undefined && !readiness.signal.aborted) throw endedEarly(running, readiness)
    throw error
  }
}

function neverReady(running: RunningProcess, readiness: Readiness<unknown>, lastError: unknown) {
  return infrastructureError({
    code: 'never_ready',
    message: `"${readiness.part}" did not get ready in ${readiness.timeoutMs} ms. Last try: ${readiness.asks} -> ${messageOf(lastError)}`,
    evidence: logEvidence(running),
    fix: `read ${running.logFile}, or raise its timeoutMs in the definition`,
  })
}

function endedEarly(running: RunningProcess, readiness: Readiness<unknown>) {
  const how = running.exit === undefined ? 'ended' : describeExit(running.exit)
  return infrastructureError({
    code: 'ended_before_ready',
    message: `"${readiness.part}" ${how} before it was ready.`,
    evidence: logEvidence(running),
    fix: `read ${running.logFile}`,
  })
}

/** The end of a process's log, as evidence lines. */
export function logEvidence(running: RunningProcess): string[] {
  const lines = running.lastLogLines(LOG_LINES_SHOWN)
  return lines.length === 0 ? ['its log is empty'] : ['last log lines:', ...lines.map((line) => `  ${line}`)]
}

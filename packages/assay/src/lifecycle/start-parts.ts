import { AssayError, messageOf } from '../errors/assay-error.ts'
import type { EmitPartEvent, PartInfo } from '../model/part-event.ts'
import { cpuTimeMs, processTree } from '../processes/process-table.ts'
import type { RunningProcess } from '../processes/spawn-process.ts'

/** What a part tells about itself once it runs. */
export interface StartedPart extends Pick<PartInfo, 'provider' | 'version' | 'source'> {
  readonly process: RunningProcess | undefined
}

/** Something that can be started once what it waits for is ready. */
export interface Part {
  readonly name: string
  readonly kind: string
  readonly waitsFor: readonly string[]
  start(report: (step: string) => void): Promise<StartedPart>
}

/**
 * Starts parts in parallel, each as soon as what it waits for is ready. The first failure aborts
 * all others and is thrown at once, with the names of the parts that waited for it.
 */
export async function startParts(
  parts: readonly Part[],
  emit: EmitPartEvent,
  abort: AbortController,
): Promise<void> {
  const started = new Map<string, Promise<void>>()
  const failed = new Map<string, unknown>()
  const startOne = async (part: Part) => {
    const blocking = part.waitsFor.filter((name) => started.has(name))
    if (blocking.length > 0) emit({ type: 'part-waiting', part: part.name, for: blocking })
    await Promise.all(blocking.map((name) => started.get(name)))
    abort.signal.throwIfAborted()
    emit({ type: 'part-starting', part: part.name })
    const startedAt = performance.now()
    const details = await part.start((step) => emit({ type: 'part-step', part: part.name, step }))
    emit({ type: 'part-ready', part: part.name, info: infoOf(part, details, performance.now() - startedAt) })
  }
  for (const part of inStartOrder(parts)) {
    const starting = startOne(part).catch((error: unknown) => {
      // Those that waited fail with the first, and all fail when they are told to stop.
      if (abort.signal.aborted) emit({ type: 'part-cancelled', part: part.name })
      else emit({ type: 'part-failed', part: part.name, error })
      failed.set(part.name, error)
      abort.abort(error)
      throw error
    })
    started.set(part.name, starting)
  }
  try {
    await Promise.all(started.values())
  } catch (error) {
    const [cause] = failed
    throw cause === undefined ? error : bootFailed(cause, parts)
  }
}

/** Parts before what waits for them, so that each finds the promises it waits for. */
function inStartOrder(parts: readonly Part[]): Part[] {
  const byName = new Map(parts.map((part) => [part.name, part]))
  const ordered = new Set<Part>()
  const visit = (part: Part) => {
    if (ordered.has(part)) return
    for (const name of part.waitsFor) {
      const before = byName.get(name)
      if (before !== undefined) visit(before)
    }
    ordered.add(part)
  }
  for (const part of parts) visit(part)
  return [...ordered]
}

function infoOf(part: Part, details: StartedPart, durationMs: number): PartInfo {
  const { process, ...source } = details
  return {
    part: part.name,
    kind: part.kind,
    durationMs,
    cpuMs: process && processTree(process.pid).reduce((sum, pid) => sum + cpuTimeMs(pid), 0),
    dependsOn: part.waitsFor,
    ...source,
  }
}

function bootFailed([name, error]: [string, unknown], parts: readonly Part[]): unknown {
  const waiting = waitingFor(name, parts)
  if (!(error instanceof AssayError) || waiting.length === 0) return error
  return new AssayError(error.fault, {
    code: error.code,
    message: error.message,
    evidence: [...error.evidence, `waiting for it: ${waiting.join(', ')}`],
    cause: error.cause ?? messageOf(error),
    ...(error.fix === undefined ? {} : { fix: error.fix }),
  })
}

function waitingFor(name: string, parts: readonly Part[]): string[] {
  const waiting = new Set<string>()
  const visit = (blocked: string) => {
    for (const part of parts) {
      if (!part.waitsFor.includes(blocked) || waiting.has(part.name)) continue
      waiting.add(part.name)
      visit(part.name)
    }
  }
  visit(name)
  return [...waiting]
}

import { placeOfError } from '../base/place-of-error.ts'
import { infrastructureError, messageOf } from '../errors/assay-error.ts'
import { formatError } from '../errors/format-error.ts'
import type { EmitRunEvent } from '../model/run-event.ts'

/**
 * What functions of users have left running may fail when nobody waits for it any more. Until the end of
 * the block that is a problem of the run, which goes on and still has a result. Each is told once.
 */
export function tellStrayErrors(emit: EmitRunEvent): Disposable {
  const told = new Set<string>()
  process.setUncaughtExceptionCaptureCallback((error) => {
    const message = formatError(strayError(error))
    if (told.has(message)) return
    told.add(message)
    emit({ type: 'problem', problem: { message, diff: undefined, place: undefined, stack: undefined } })
  })
  return { [Symbol.dispose]: () => process.setUncaughtExceptionCaptureCallback(null) }
}

function strayError(error: unknown) {
  return infrastructureError({
    code: 'stray_error',
    message: `Something that was left running failed while providers were verified: ${messageOf(error)}`,
    evidence: placeOfError(error),
    fix: 'await what functions of states, messages and request filters start, or handle its errors',
  })
}

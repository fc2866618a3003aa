import { type AssayError, configurationError } from '../../errors/assay-error.ts'
import type { Position } from './json-position.ts'

/** What is wrong with a pact file, and where. */
export interface PactProblem {
  readonly source: string
  /** One clause: `"status" is not a number`. */
  readonly reason: string
  readonly position?: Position | undefined
  /** As people write it: `interactions[3].request`. */
  readonly place?: string | undefined
  readonly fix?: string | undefined
  readonly cause?: unknown
}

/** A pact file that cannot be read. */
export function invalidPact({ source, reason, position, place, fix, cause }: PactProblem): AssayError {
  const where = position === undefined ? [] : [`at line ${position.line}, column ${position.column}`]
  return configurationError({
    code: 'invalid_pact',
    message: `The pact ${source} cannot be read: ${reason}.`,
    evidence: [...where, ...(place === undefined || place === '' ? [] : [`in ${place}`])],
    fix: fix ?? 'correct the file there, or write it again by running the tests of its consumer',
    cause,
  })
}

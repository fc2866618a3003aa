/** What an {@link AssayError} is made of. */
export interface Failure {
  /** Stable, snake_case, searchable. */
  readonly code: string
  /** One or two sentences: what happened. */
  readonly message: string
  /** What was seen: log lines, addresses, values. One entry per line of output. */
  readonly evidence?: readonly string[]
  /** The way out, in the imperative. */
  readonly fix?: string
  readonly cause?: unknown
}

/**
 * Who has to act: `configuration` ends a command with exit code 3 (the definition or the
 * command line is wrong), `infrastructure` with 2 (Assay, a resource or the machine failed).
 */
export type Fault = 'configuration' | 'infrastructure'

/** Every failure Assay reports: a stable code, what happened, the evidence and the fix. */
export class AssayError extends Error {
  override readonly name = 'AssayError'
  readonly code: string
  readonly fault: Fault
  readonly evidence: readonly string[]
  readonly fix: string | undefined

  constructor(fault: Fault, failure: Failure) {
    super(failure.message, { cause: failure.cause })
    this.code = failure.code
    this.fault = fault
    this.evidence = failure.evidence ?? []
    this.fix = failure.fix
  }
}

export function configurationError(failure: Failure): AssayError {
  return new AssayError('configuration', failure)
}

export function infrastructureError(failure: Failure): AssayError {
  return new AssayError('infrastructure', failure)
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '') {
    return thrown.errors.map(messageOf).join('; ')
  }
  return thrown instanceof Error ? thrown.message : String(thrown)
}

import type { Failure } from '../../errors/assay-error.ts'
import type { Exchange } from '../../model/exchange.ts'
import type { ActualResponse } from '../matching/actual.ts'
import type { Mismatch } from '../matching/mismatch.ts'
import type { Interaction } from '../model/pact.ts'

/**
 * `pending-failed`: it failed, but its consumer knows that the provider cannot do it yet.
 * `not-run`: there was nobody to ask, or the run was interrupted, so nothing is known.
 */
export type InteractionOutcome = 'passed' | 'failed' | 'pending-failed' | 'not-run'

/** What verifying one interaction has shown. */
export interface InteractionResult {
  readonly interaction: Interaction
  readonly outcome: InteractionOutcome
  /** Where the answer is not what the pact expects. */
  readonly mismatches: readonly Mismatch[]
  /** Why it did not pass, for people. */
  readonly failure: Failure | undefined
  /** What does not fail it, but should be known. */
  readonly warnings: readonly string[]
  readonly durationMs: number
  /** The request and its answer; none for messages, and when nothing was sent. */
  readonly exchange: Exchange | undefined
  /** The whole answer to an HTTP request, when there was one. */
  readonly answer?: ActualResponse | undefined
}

/** What came of asking the provider. */
export interface Finding {
  readonly mismatches: readonly Mismatch[]
  readonly failure: Failure | undefined
  readonly warnings: readonly string[]
  readonly exchange: Exchange | undefined
  readonly answer?: ActualResponse | undefined
}

/** Compares what the provider has said with the pact: it needs the provider no more. */
export type Judge = () => Finding

/** A finding of nothing but a reason why there is nothing to compare. */
export function failed(failure: Failure, parts: Partial<Finding> = {}): Finding {
  return { mismatches: [], warnings: [], exchange: undefined, ...parts, failure }
}

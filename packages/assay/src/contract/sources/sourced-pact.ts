import type { Pact } from '../model/pact.ts'

/** A pact and what is known about it from where it was found. */
export interface SourcedPact {
  readonly pact: Pact
  /** The file or the address. */
  readonly source: string
  /** What was not understood but kept. */
  readonly warnings: readonly string[]
  /** A broker says so of pacts that the provider has never met: that one fails does not count. */
  readonly isPending: boolean
  /** It is pending because nobody selected it: a broker adds work in progress. */
  readonly isWip?: boolean
  /** What a broker has to say about it. */
  readonly notices: readonly PactNotice[]
}

export interface PactNotice {
  /** When it is to be shown: `before_verification`, `after_verification:success_true_published_true`. */
  readonly when: string
  readonly text: string
}

/**
 * The notices to show at a moment of the verification.
 *
 * @example
 * noticesFor(sourced, { isPassed: true, isPublished: false }) // those after the verification
 */
export function noticesFor(
  { notices }: Pick<SourcedPact, 'notices'>,
  moment: 'before' | { readonly isPassed: boolean; readonly isPublished: boolean },
): readonly string[] {
  const when =
    moment === 'before'
      ? 'before_verification'
      : `after_verification:success_${moment.isPassed}_published_${moment.isPublished}`
  return notices.filter((notice) => notice.when === when).map(({ text }) => text)
}

import type { Interaction, Pact } from '../model/pact.ts'
import { type InteractionFilter, isWanted } from './interaction-filter.ts'
import type { InteractionResult } from './interaction-result.ts'
import type { VerifiedProvider } from './verified-provider.ts'
import { verifyInteraction } from './verify-interaction.ts'

export interface PactVerification {
  /** Which interactions; the others are left out. Default: all. */
  readonly filter?: InteractionFilter
  /** A pending pact that fails is told, but does not fail the verification. */
  readonly isPending?: boolean
  /** When it aborts, what is left is not run. */
  readonly signal?: AbortSignal
  /** Before each interaction: gives the provider it is verified against, such as one with a fresh database. */
  readonly providerFor?: (interaction: Interaction) => Promise<VerifiedProvider> | VerifiedProvider
  /** Told of each result as soon as there is one. */
  readonly onResult?: (result: InteractionResult) => void
}

/** What verifying a pact has shown. */
export interface PactResult {
  readonly pact: Pact
  /** In the order of the pact. */
  readonly results: readonly InteractionResult[]
  /** Whether every interaction of the pact was asked for. */
  readonly isComplete: boolean
  /** `not-run` when nothing was asked for, or something could not be: then nothing is known. */
  readonly outcome: 'passed' | 'failed' | 'not-run'
}

/**
 * Verifies the interactions of a pact one after the other.
 *
 * @example
 * const { outcome, results } = await verifyPact(pact, { name: 'products', url, states: { handlers } })
 */
export async function verifyPact(
  pact: Pact,
  provider: VerifiedProvider,
  verification: PactVerification = {},
): Promise<PactResult> {
  const { filter = {}, isPending = false, signal, providerFor, onResult } = verification
  const { consumer, metadata } = pact
  const wanted = pact.interactions.filter((interaction) => isWanted(interaction, consumer, filter))
  const results: InteractionResult[] = []
  for (const interaction of wanted) {
    const own = signal?.aborted ? provider : ((await providerFor?.(interaction)) ?? provider)
    const result = await verifyInteraction(interaction, own, { consumer, metadata, isPending, signal })
    results.push(result)
    onResult?.(result)
  }
  return concludePact(pact, results, wanted.length)
}

/** What the results of a pact say together, when so many of its interactions were asked for. */
export function concludePact(
  pact: Pact,
  results: readonly InteractionResult[],
  wantedCount: number,
): PactResult {
  const isComplete = wantedCount === pact.interactions.length
  return { pact, results, isComplete, outcome: outcomeOf(results) }
}

/** What is pending does not count. */
function outcomeOf(results: readonly InteractionResult[]): PactResult['outcome'] {
  if (results.some(({ outcome }) => outcome === 'failed')) return 'failed'
  const isKnown = results.length > 0 && results.every(({ outcome }) => outcome !== 'not-run')
  return isKnown ? 'passed' : 'not-run'
}

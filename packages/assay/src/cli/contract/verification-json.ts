import type { InteractionResult } from '../../contract/provider/interaction-result.ts'
import type { PactResult } from '../../contract/provider/verify-pact.ts'
import type { PublishedResult } from '../../contract/sources/publish-results.ts'
import { placeOf } from './verification-lines.ts'
import type { LoneResult } from './verify-at-address.ts'

/** A verification for machines. */
export function verificationJson(
  provider: string,
  results: readonly LoneResult[],
  published: readonly PublishedResult[],
): object {
  return {
    provider,
    outcome: outcomeOf(results.map(({ result }) => result)),
    pacts: results.map(({ sourced, result }) => {
      const { pact, isPending } = sourced
      const publication = published.find((one) => one.result === result)
      return {
        ...{
          consumer: pact.consumer,
          source: placeOf(sourced),
          isPending,
        },
        ...{ outcome: result.outcome, isComplete: result.isComplete },
        publication:
          publication === undefined
            ? null
            : { isPublished: publication.isPublished, reason: publication.reason ?? null },
        interactions: result.results.map(interactionJson),
      }
    }),
  }
}

function interactionJson(result: InteractionResult): object {
  const { interaction, outcome, durationMs, mismatches, failure, warnings } = result
  return {
    description: interaction.description,
    states: interaction.providerStates.map(({ name }) => name),
    ...{ outcome, durationMs: Math.round(durationMs), warnings },
    mismatches: mismatches.map(({ kind, where, rule, expected, actual, sentence }) => ({
      ...{ kind, where, rule, expected, actual, sentence },
    })),
    failure:
      failure === undefined
        ? null
        : {
            ...{ code: failure.code, message: failure.message },
            ...{ evidence: failure.evidence ?? [], fix: failure.fix ?? null },
          },
  }
}

/** What the results of pacts say together. One of which nothing was selected says nothing. */
export function outcomeOf(results: readonly PactResult[]): PactResult['outcome'] {
  const outcomes = results.map(({ outcome }) => outcome)
  if (outcomes.includes('failed')) return 'failed'
  return outcomes.includes('passed') ? 'passed' : 'not-run'
}

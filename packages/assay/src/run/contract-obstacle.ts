import { wallClockMs } from '../base/clock.ts'
import { failed } from '../contract/provider/interaction-result.ts'
import { AssayError, type Failure, messageOf } from '../errors/assay-error.ts'
import { contractTitles } from './contract-titles.ts'
import type { ContractInteraction, VerifiedInteraction } from './contract-verification.ts'

/** Tells that an interaction could not be verified. */
export type TellObstacle = (wanted: ContractInteraction, error: unknown) => VerifiedInteraction

/**
 * For what keeps a provider from being verified at all, such as one that does not start: told in full
 * with the first interaction, and with the others where that is.
 */
export function obstacleTeller(provider: string): TellObstacle {
  let first: ContractInteraction | undefined
  return (wanted, error) => {
    const failure = first === undefined ? inFull(error, provider) : inShort(error, { provider, first })
    first ??= wanted
    const result = {
      ...({ interaction: wanted.interaction, outcome: 'not-run', durationMs: 0 } as const),
      ...failed(failure),
    }
    const nothing = { environment: undefined, evidence: undefined, printed: [] }
    return { ...wanted, result, startedAt: wallClockMs(), ...nothing }
  }
}

function inFull(error: unknown, provider: string): Failure {
  if (!(error instanceof AssayError)) {
    const message = `Provider "${provider}" could not be verified: ${messageOf(error)}`
    return { code: 'provider_not_verified', message, cause: error }
  }
  const { code, message, evidence, fix } = error
  return { code, message, evidence, ...(fix === undefined ? {} : { fix }) }
}

function inShort(
  error: unknown,
  { provider, first }: { readonly provider: string; readonly first: ContractInteraction },
): Failure {
  return {
    code: 'provider_not_verified',
    message: `Provider "${provider}" could not be verified: ${messageOf(error)}`,
    fix: `see ${contractTitles(first).join(' > ')}, which tells all of it`,
  }
}

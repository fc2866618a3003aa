import { wallClockMs } from '../base/clock.ts'
import type { Interaction } from '../contract/model/pact.ts'
import type { InteractionResult } from '../contract/provider/interaction-result.ts'
import type { VerifiedProvider } from '../contract/provider/verified-provider.ts'
import { verifyInteraction } from '../contract/provider/verify-interaction.ts'
import { messageOf } from '../errors/assay-error.ts'
import type { Evidence } from '../model/evidence.ts'
import type { ServiceSpec, System } from '../model/system.ts'
import type { LeasedEnvironment } from '../vitest/leased-environment.ts'
import { providerParts } from '../vitest/provider-parts.ts'
import { TestEnvironment } from '../vitest/test-environment.ts'
import { captureConsole } from './capture-console.ts'
import { judgeCrash } from './contract-crash.ts'
import type { FoundPact } from './contract-pacts.ts'
import type { ProviderSources } from './contract-sources.ts'

/** An interaction that a provider is to be verified against. */
export interface ContractInteraction {
  readonly pact: FoundPact
  readonly interaction: Interaction
}

/** What came of it. */
export interface VerifiedInteraction extends ContractInteraction {
  readonly result: InteractionResult
  readonly startedAt: number
  /** The environment it was verified in; none when there was none to be had. */
  readonly environment: string | undefined
  /** What happened at the provider, when it did not pass. */
  readonly evidence: Evidence | undefined
  /** What functions for the provider printed meanwhile. */
  readonly printed: readonly string[]
}

/** How a provider is verified, whichever interaction it is. */
export interface Verification {
  readonly system: System
  readonly service: ServiceSpec
  readonly sources: ProviderSources
  readonly seed: string
  readonly signal: AbortSignal
}

/** Verifies an interaction with the provider of an environment. Never throws for what the provider does. */
export async function verifyInEnvironment(
  wanted: ContractInteraction,
  leased: LeasedEnvironment,
  verification: Verification,
): Promise<VerifiedInteraction> {
  const { service, signal } = verification
  const { pact, isPending } = wanted.pact.sourced
  const environment = new TestEnvironment(leased)
  const startedAt = wallClockMs()
  using printed = captureConsole()
  const provider = providerIn(environment, verification)
  const verified = await verifyInteraction(wanted.interaction, provider, {
    ...{ consumer: pact.consumer, metadata: pact.metadata, isPending, signal },
  })
  const { environment: id } = leased.description
  const about = { ...wanted, startedAt, environment: id, printed: printed.lines }
  // The environment ends with the run: there is nobody left to ask.
  if (signal.aborted) return { ...about, result: verified, evidence: undefined }
  if (verified.exchange !== undefined) environment.addExchange(verified.exchange)
  const result = await judgeCrash(verified, environment, { service, isPending })
  const unexpected = environment.unexpectedRequests()
  const evidence = result.outcome === 'passed' ? undefined : await environment.evidence()
  const problem = await tryToEnd(environment)
  const notes = evidence === undefined ? [] : unexpected
  const warnings = evidence === undefined ? unexpected : []
  return {
    ...about,
    result: { ...result, warnings: [...result.warnings, ...warnings, ...problem] },
    evidence: evidence && { ...evidence, notes: [...evidence.notes, ...notes] },
  }
}

function providerIn(environment: TestEnvironment, verification: Verification): VerifiedProvider {
  const { system, service, sources, seed } = verification
  const { name } = service
  const { url } = environment.leased.description.services[name]!
  const { states, messages, requestFilters, timeouts } = sources
  return {
    ...{ name, url, seed, requestFilters, ...timeouts },
    states: 'url' in states ? { ...states, url: addressAt(url, states.url) } : states,
    messages: messages && 'url' in messages ? { url: addressAt(url, messages.url) } : messages,
    environment: providerParts(environment, system),
  }
}

/** A path is one of the provider. */
function addressAt(url: string, place: string): string {
  return place.startsWith('/') ? `${url}${place}` : place
}

async function tryToEnd(environment: TestEnvironment): Promise<readonly string[]> {
  try {
    await environment.end()
    return []
  } catch (error) {
    return [`What was opened for the interaction could not be closed: ${messageOf(error)}`]
  }
}

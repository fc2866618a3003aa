import type { Interaction } from '../contract/model/pact.ts'
import type { System } from '../model/system.ts'
import type { Affected } from './affected.ts'
import type { FoundPact } from './contract-pacts.ts'
import type { ProviderContracts } from './contract-provider.ts'
import { contractTitles } from './contract-titles.ts'
import type { ContractInteraction } from './contract-verification.ts'
import { documentTitle } from './document-test.ts'
import type { RunOptions } from './run-options.ts'

/** What of the pacts that were found is verified here. */
export interface ContractPlan {
  /** In the order of the definition. */
  readonly providers: readonly ProviderContracts[]
  readonly unverified: readonly UnverifiedPact[]
}

/** A pact that nobody here can meet, and why. */
export interface UnverifiedPact {
  readonly pact: FoundPact
  /** Those that are selected. */
  readonly interactions: readonly Interaction[]
  readonly reason: string
}

export interface PlanOptions extends Pick<RunOptions, 'system' | 'selection' | 'stubbed'> {
  readonly affected: Affected | undefined
}

/** Chooses what is verified: of the selected providers, what a change can affect and a name is found in. */
export function planContracts(pacts: readonly FoundPact[], options: PlanOptions): ContractPlan {
  const providers = new Map<string, ContractInteraction[]>()
  const unverified: UnverifiedPact[] = []
  for (const pact of pacts) {
    const { provider } = pact.sourced.pact
    if (!isSelected(pact, options)) continue
    const interactions = namedInteractions(pact, options)
    if (interactions.length === 0) {
      if (isEmpty(pact)) unverified.push({ pact, interactions: [], reason: NOTHING_EXPECTED })
      continue
    }
    const reason = reasonNotToVerify(provider, options)
    if (reason !== undefined)
      unverified.push({ pact, interactions: interactions.map(({ interaction }) => interaction), reason })
    else providers.set(provider, [...(providers.get(provider) ?? []), ...interactions])
  }
  const inOrder = [...options.system.services.values()].flatMap((service) => {
    const interactions = providers.get(service.name)
    return interactions === undefined ? [] : [{ service, interactions }]
  })
  return { providers: inOrder, unverified }
}

/** Why a provider cannot be asked in this run; nothing when it can. */
export function reasonNotToVerify(
  provider: string,
  { system, stubbed }: { readonly system: System; readonly stubbed: readonly string[] },
): string | undefined {
  const service = system.services.get(provider)
  if (service === undefined)
    return `"${provider}" is no service of this system, so it is verified where it is developed.`
  if (service.command === undefined && service.url === undefined)
    return `"${provider}" is a third party: it has neither a command nor a url, so nobody here can ask it.`
  return stubbed.includes(provider) ? `"${provider}" is replaced by a stub in this run.` : undefined
}

const NOTHING_EXPECTED = 'The pact has no interactions, so there is nothing to verify.'

function isEmpty({ sourced }: FoundPact): boolean {
  return sourced.pact.interactions.length === 0
}

function isSelected({ sourced }: FoundPact, { selection, affected }: PlanOptions): boolean {
  const { provider } = sourced.pact
  const isOfService = selection.services.length === 0 || selection.services.includes(provider)
  return isOfService && affected?.includesPact(sourced.source, provider) !== false
}

function namedInteractions(pact: FoundPact, { system, selection }: PlanOptions): ContractInteraction[] {
  const { provider, interactions } = pact.sourced.pact
  const all = interactions.map((interaction) => ({ pact, interaction }))
  const { name } = selection
  if (name === undefined) return all
  const document = system.services.get(provider)?.openapi
  const ending = document === undefined ? [] : [documentTitle(document)]
  return all.filter((one) => {
    const titles = [...contractTitles(one), ...ending]
    return [' ', ' > '].some((between) => titles.join(between).includes(name))
  })
}

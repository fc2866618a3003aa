import { pairInteractions } from '../contract/file/same-contract.ts'
import { type BrokerClient, connectBroker } from '../contract/sources/broker-client.ts'
import { brokerAccess, brokerNotNamed } from '../contract/sources/broker-settings.ts'
import { fetchPacts, type PactSelection, usualSelectors } from '../contract/sources/fetch-pacts.ts'
import { linksOf } from '../contract/sources/hal.ts'
import type { SourcedPact } from '../contract/sources/sourced-pact.ts'
import type { ConsumerVersionSelector } from '../model/contract-options.ts'
import type { SourceState } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import type { AskBroker } from './contract-pacts.ts'

export interface BrokerConnection {
  /** What the command was started with: it may say where the broker is, and who asks. */
  readonly inherited: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}

export interface BrokerPactsOptions extends BrokerConnection {
  readonly source: SourceState | undefined
  /** Told which pacts of the broker are left out, in a sentence. */
  readonly onNote: (text: string) => void
}

/**
 * A client of the broker of a system.
 *
 * @throws AssayError `broker_not_named`
 */
export function brokerOf(system: System, { inherited, signal }: BrokerConnection): BrokerClient {
  const access = brokerAccess(system.contracts.broker ?? {}, inherited)
  if (access === undefined) throw brokerNotNamed()
  return connectBroker({ ...access, signal })
}

/**
 * Asks the broker of a system for the pacts of a provider, besides those in its files. What a file says
 * stands in for what the broker has from the same branch of the same consumer: that is older, and the
 * new one goes where it went. `undefined` when the definition names no broker.
 *
 * The function throws AssayError `broker_…` or `invalid_pact`.
 */
export function brokerPacts(system: System, options: BrokerPactsOptions): AskBroker | undefined {
  if (system.contracts.broker === undefined) return undefined
  const { source, signal, onNote } = options
  let broker: BrokerClient | undefined
  return async (provider, local) => {
    broker ??= brokerOf(system, options)
    const found = await unlessInterrupted(
      fetchWanted(broker, selectionOf(system, provider, source?.branch), { local, source }),
      signal,
    )
    for (const { pact } of found.superseded)
      onNote(
        `the file of ${pact.consumer} with ${provider} stands in for what the broker has from this branch`,
      )
    return found.wanted.filter(
      ({ pact }) => !local.some((one) => pairInteractions(one.pact, pact) !== undefined),
    )
  }
}

/** What a stopped run stumbles over is a consequence of stopping it, and nothing is verified any more. */
async function unlessInterrupted(found: Promise<WantedPacts>, signal: AbortSignal): Promise<WantedPacts> {
  try {
    return await found
  } catch (error) {
    if (signal.aborted) return { wanted: [], superseded: [] }
    throw error
  }
}

interface BrokerSelection extends PactSelection {
  readonly selectors: readonly ConsumerVersionSelector[]
}

/** The pacts of a provider that the broker has and the system selects, whatever its files say. */
export function selectedPacts(
  broker: BrokerClient,
  system: System,
  { provider, branch }: Pick<PactSelection, 'provider' | 'branch'>,
): Promise<readonly SourcedPact[]> {
  return fetchPacts(broker, selectionOf(system, provider, branch))
}

function selectionOf(system: System, provider: string, branch: string | undefined): BrokerSelection {
  const { selectors, pending, wipSince } = system.contracts
  return {
    provider,
    branch,
    selectors: selectors ?? usualSelectors(branch),
    // A broker that does not know the branch cannot tell what is new to it.
    includePending: pending && branch !== undefined,
    ...(branch === undefined ? {} : { includeWipSince: wipSince }),
  }
}

interface Local {
  readonly local: readonly SourcedPact[]
  readonly source: SourceState | undefined
}

interface WantedPacts {
  readonly wanted: readonly SourcedPact[]
  /** For these, a file stands in. */
  readonly superseded: readonly SourcedPact[]
}

/** Asks for this branch separately: only then can be told what is wanted for nothing else. */
async function fetchWanted(
  broker: BrokerClient,
  selection: BrokerSelection,
  { local, source }: Local,
): Promise<WantedPacts> {
  const isOfBranch = (selector: ConsumerVersionSelector) => meansBranch(selector, source)
  const ofBranch = selection.selectors.filter(isOfBranch)
  const others = selection.selectors.filter((selector) => !isOfBranch(selector))
  if (local.length === 0 || ofBranch.length === 0)
    return { wanted: await fetchPacts(broker, selection), superseded: [] }
  const [onBranch, elsewhere] = await Promise.all([
    fetchPacts(broker, { ...selection, selectors: ofBranch, includeWipSince: undefined }),
    others.length === 0 ? [] : fetchPacts(broker, { ...selection, selectors: others }),
  ])
  const consumers = new Set(local.map(({ pact }) => pact.consumer))
  const [superseded, kept] = [true, false].map((isLocal) =>
    onBranch.filter(({ pact }) => consumers.has(pact.consumer) === isLocal),
  ) as [SourcedPact[], SourcedPact[]]
  // What is selected is no work in progress, and what a file stands in for is none either.
  const isNew = (one: SourcedPact) => !isAmong(kept, one) && !(one.isWip === true && isAmong(superseded, one))
  const wanted = [...kept, ...elsewhere.filter(isNew)]
  return { wanted, superseded: superseded.filter((one) => !isAmong(wanted, one)) }
}

/** Whether a selector means the branch that is being run. */
function meansBranch(selector: ConsumerVersionSelector, source: SourceState | undefined): boolean {
  if (source?.branch === undefined) return false
  const { matchingBranch, branch, mainBranch } = selector
  return matchingBranch === true || branch === source.branch || (mainBranch === true && source.isMain)
}

function isAmong(pacts: readonly SourcedPact[], wanted: SourcedPact): boolean {
  return pacts.some((one) => contentOf(one) === contentOf(wanted))
}

/** The same for pacts that the broker keeps once. */
function contentOf({ pact, source }: SourcedPact): string {
  return linksOf(pact.others, 'pb:pact-version')[0]?.href ?? source
}

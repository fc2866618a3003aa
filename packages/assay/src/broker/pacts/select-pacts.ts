import type { BrokerDatabase } from '../store/broker-database.ts'
import { latestPacts, listPacts, type Pact } from '../store/pacts.ts'
import { type PlacedPact, placedPacts } from '../store/selected-pacts.ts'

/** Which versions of consumers a provider wants to verify. */
export interface ConsumerVersionSelector {
  readonly consumer?: string | null | undefined
  readonly mainBranch?: boolean | null | undefined
  readonly branch?: string | null | undefined
  readonly fallbackBranch?: string | null | undefined
  readonly matchingBranch?: boolean | null | undefined
  readonly tag?: string | null | undefined
  readonly fallbackTag?: string | null | undefined
  readonly latest?: boolean | null | undefined
  readonly deployed?: boolean | null | undefined
  readonly released?: boolean | null | undefined
  readonly deployedOrReleased?: boolean | null | undefined
  readonly environment?: string | null | undefined
}

/** A pact and why it is verified. */
export interface SelectedPact {
  readonly pact: Pact
  /** `latest from branch main`. */
  readonly reason: string
}

/** Who verifies. */
export interface Verifying {
  readonly provider: string
  readonly branch?: string | undefined
}

/**
 * The pacts that selectors mean. Without any: of each consumer the latest of its main branch, or the
 * latest if it has none, and those that are in use anywhere.
 */
export function selectPacts(
  database: BrokerDatabase,
  verifying: Verifying,
  selectors: readonly ConsumerVersionSelector[],
): SelectedPact[] {
  if (selectors.length === 0) return defaultSelection(database, verifying)
  return selectors.flatMap((selector) => selectOne(database, verifying, selector))
}

function selectOne(
  database: BrokerDatabase,
  { provider, branch: ownBranch }: Verifying,
  selector: ConsumerVersionSelector,
): SelectedPact[] {
  const consumer = selector.consumer ?? undefined
  const base = { provider, consumer }
  const { tag, environment } = selector
  if (selector.mainBranch === true) {
    return because('latest from the main branch', latestPacts(database, { ...base, isMainBranch: true }))
  }
  const branch = selector.matchingBranch === true ? ownBranch : selector.branch
  if (typeof branch === 'string') {
    const found = latestPacts(database, { ...base, branch })
    const fallback = selector.fallbackBranch
    if (found.length > 0 || typeof fallback !== 'string')
      return because(`latest from branch ${branch}`, found)
    return because(
      `latest from fallback branch ${fallback}`,
      latestPacts(database, { ...base, branch: fallback }),
    )
  }
  if (typeof tag === 'string') {
    if (selector.latest !== true) return because(`with tag ${tag}`, listPacts(database, { ...base, tag }))
    const found = latestPacts(database, { ...base, tag })
    const fallback = selector.fallbackTag
    if (found.length > 0 || typeof fallback !== 'string') return because(`latest with tag ${tag}`, found)
    return because(`latest with fallback tag ${fallback}`, latestPacts(database, { ...base, tag: fallback }))
  }
  const kind = kindOf(selector)
  if (kind !== undefined || typeof environment === 'string') {
    const wanted = kind === 'any' ? undefined : kind
    const placed = placedPacts(database, { ...base, kind: wanted, environment: environment ?? undefined })
    return placed.map(inPlace)
  }
  if (selector.matchingBranch === true) return []
  return because('latest', latestPacts(database, base))
}

function kindOf({ deployed, released, deployedOrReleased }: ConsumerVersionSelector) {
  if (deployedOrReleased === true || (deployed === true && released === true)) return 'any'
  if (deployed === true) return 'deployed'
  return released === true ? 'released' : undefined
}

function defaultSelection(database: BrokerDatabase, { provider }: Verifying): SelectedPact[] {
  const main = latestPacts(database, { provider, isMainBranch: true })
  const withMain = new Set(main.map(({ consumer }) => consumer))
  const others = latestPacts(database, { provider }).filter(({ consumer }) => !withMain.has(consumer))
  return [
    ...because('latest from the main branch', main),
    ...because('latest', others),
    ...placedPacts(database, { provider }).map(inPlace),
  ]
}

function inPlace(pact: PlacedPact): SelectedPact {
  return { pact, reason: `${pact.kind} in ${pact.environment}` }
}

function because(reason: string, pacts: readonly Pact[]): SelectedPact[] {
  return pacts.map((pact) => ({ pact, reason }))
}

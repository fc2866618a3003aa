import type { BrokerDatabase } from '../store/broker-database.ts'
import { latestPacts, listPacts, type Pact } from '../store/pacts.ts'
import {
  branchHeads,
  type HeadPact,
  mainLines,
  type PlacedPact,
  placedPacts,
  tagHeads,
} from '../store/selected-pacts.ts'

/** Which versions of consumers a provider wants to verify. */
export interface ConsumerVersionSelector {
  readonly consumer?: string | null | undefined
  readonly mainBranch?: boolean | null | undefined
  /** `true` means every branch. */
  readonly branch?: string | true | null | undefined
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

interface Scope {
  readonly provider: string
  readonly consumer: string | undefined
}

/**
 * The pacts that selectors mean. Without any: of each consumer that of its main branch, or the latest
 * if it has none, and those that are in use anywhere.
 */
export function selectPacts(
  database: BrokerDatabase,
  verifying: Verifying,
  selectors: readonly ConsumerVersionSelector[],
): SelectedPact[] {
  if (selectors.length === 0) return defaultSelection(database, verifying.provider)
  return selectors.flatMap((selector) => selectOne(database, verifying, selector))
}

function selectOne(
  database: BrokerDatabase,
  { provider, branch: ownBranch }: Verifying,
  selector: ConsumerVersionSelector,
): SelectedPact[] {
  const scope: Scope = { provider, consumer: selector.consumer ?? undefined }
  const { tag, environment } = selector
  if (selector.mainBranch === true) return ofMainBranch(database, scope)
  if (selector.matchingBranch === true) {
    return ownBranch === undefined ? [] : latestOf(database, scope, { kind: 'branch', name: ownBranch })
  }
  if (selector.branch === true) return branchHeads(database, scope).map(fromLine)
  if (typeof selector.branch === 'string') {
    return latestOf(database, scope, {
      kind: 'branch',
      name: selector.branch,
      fallback: selector.fallbackBranch,
    })
  }
  if (typeof tag === 'string') {
    if (selector.latest !== true) return because(`with tag ${tag}`, listPacts(database, { ...scope, tag }))
    return latestOf(database, scope, { kind: 'tag', name: tag, fallback: selector.fallbackTag })
  }
  const kind = kindOf(selector)
  if (kind === undefined && typeof environment !== 'string')
    return because('latest', latestPacts(database, scope))
  const wanted = kind === 'any' ? undefined : kind
  return placedPacts(database, { ...scope, kind: wanted, environment: environment ?? undefined }).map(inPlace)
}

function ofMainBranch(database: BrokerDatabase, scope: Scope): SelectedPact[] {
  return because('latest from the main branch', branchHeads(database, { ...scope, isMain: true }))
}

/** Which branch or tag is meant, and which one instead if nobody has a pact there. */
interface Line {
  readonly kind: 'branch' | 'tag'
  readonly name: string
  readonly fallback?: string | null | undefined
}

function latestOf(database: BrokerDatabase, scope: Scope, { kind, name, fallback }: Line): SelectedPact[] {
  const headsOf = kind === 'branch' ? branchHeads : tagHeads
  const how = kind === 'branch' ? 'latest from' : 'latest with'
  const found = headsOf(database, { ...scope, line: name })
  if (found.length > 0 || typeof fallback !== 'string') return because(`${how} ${kind} ${name}`, found)
  return because(`${how} fallback ${kind} ${fallback}`, headsOf(database, { ...scope, line: fallback }))
}

function kindOf({ deployed, released, deployedOrReleased }: ConsumerVersionSelector) {
  if (deployedOrReleased === true) return 'any'
  if (deployed === true) return 'deployed'
  return released === true ? 'released' : undefined
}

function defaultSelection(database: BrokerDatabase, provider: string): SelectedPact[] {
  const lines = mainLines(database, provider)
  const tagged = tagHeads(database, { provider, isMain: true })
  return [
    ...because(
      'latest',
      latestPacts(database, { provider }).filter(({ consumer }) => !lines.has(consumer)),
    ),
    ...ofMainBranch(database, { provider, consumer: undefined }),
    ...tagged
      .filter(({ consumer }) => lines.get(consumer) === 'tag')
      .map((pact) => ({ pact, reason: `latest with ${pact.line}` })),
    ...placedPacts(database, { provider }).map(inPlace),
  ]
}

function fromLine(pact: HeadPact): SelectedPact {
  return { pact, reason: `latest from ${pact.line}` }
}

function inPlace(pact: PlacedPact): SelectedPact {
  return { pact, reason: `${pact.kind} in ${pact.environment}` }
}

function because(reason: string, pacts: readonly Pact[]): SelectedPact[] {
  return pacts.map((pact) => ({ pact, reason }))
}

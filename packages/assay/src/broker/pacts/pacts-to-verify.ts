import type { BrokerDatabase } from '../store/broker-database.ts'
import type { Pact } from '../store/pacts.ts'
import { branchCreatedAt, branchHeads, tagHeads } from '../store/selected-pacts.ts'
import { wasVerified, wasVerifiedBefore } from '../store/verifications.ts'
import { type ConsumerVersionSelector, type SelectedPact, selectPacts } from './select-pacts.ts'

/** What a verifier asks for. */
export interface VerificationQuery {
  readonly provider: string
  readonly branch?: string | undefined
  readonly tags: readonly string[]
  readonly selectors: readonly ConsumerVersionSelector[]
  readonly isAskingForPending: boolean
  /** Pacts that nobody selects are included when they are of this time or later. ISO 8601. */
  readonly wipSince?: string | undefined
}

/** A content that is to be verified, and everything that wants it. */
export interface PactToVerify {
  /** The newest pact of that content. */
  readonly pact: Pact
  readonly reasons: readonly string[]
  /** Numbers of the versions of the consumer. */
  readonly versions: readonly string[]
  /** Whether a failure does not count yet. `undefined` when nobody asked. */
  readonly isPending: boolean | undefined
  /** Whether it is included only because it is new. */
  readonly isWip: boolean
}

/** Which pacts a provider should verify now: each content once. */
export function pactsToVerify(database: BrokerDatabase, query: VerificationQuery): PactToVerify[] {
  const selected = selectPacts(database, query, query.selectors)
  const chosen = new Set(selected.map(({ pact }) => pact.content))
  const wip = findWip(database, query).filter(({ pact }) => !chosen.has(pact.content))
  const isPending = (pact: Pact) =>
    query.isAskingForPending ? hasNoSuccess(database, pact.content, query) : undefined
  return [
    ...byContent(selected).map((one) => ({ ...one, isPending: isPending(one.pact), isWip: false })),
    // Work in progress is pending by what it is.
    ...byContent(wip).map((one) => ({ ...one, isPending: true, isWip: true })),
  ]
}

function byContent(selected: readonly SelectedPact[]): Pick<PactToVerify, 'pact' | 'reasons' | 'versions'>[] {
  return [...Map.groupBy(selected, ({ pact }) => pact.content).values()].map((group) => ({
    pact: group.reduce((newest, { pact }) => (pact.version > newest.version ? pact : newest), group[0]!.pact),
    reasons: [...new Set(group.map(({ reason, pact }) => `${reason} (${pact.number})`))],
    versions: [...new Set(group.map(({ pact }) => pact.number))],
  }))
}

/** Whether no version with the names of the one that verifies has succeeded: then it is pending for it. */
function hasNoSuccess(
  database: BrokerDatabase,
  content: number,
  { branch, tags }: VerificationQuery,
): boolean {
  if (branch !== undefined || tags.length === 0) return !wasVerified(database, content, { branch })
  return tags.some((tag) => !wasVerified(database, content, { tag }))
}

function findWip(database: BrokerDatabase, query: VerificationQuery): SelectedPact[] {
  const { provider, branch, wipSince } = query
  if (wipSince === undefined || (branch === undefined && query.tags.length === 0)) return []
  const createdAt = branch === undefined ? undefined : branchCreatedAt(database, provider, branch)
  const heads = [...branchHeads(database, provider, wipSince), ...tagHeads(database, provider, wipSince)]
  return heads
    .filter(({ content }) => hasNoSuccess(database, content, query))
    .filter(
      ({ content }) =>
        // A new branch begins with what others have verified before it.
        branch === undefined ||
        !wasVerifiedBefore(database, content, { branch, createdAt: createdAt ?? new Date().toISOString() }),
    )
    .map((pact) => ({ pact, reason: `latest from ${pact.line}` }))
}

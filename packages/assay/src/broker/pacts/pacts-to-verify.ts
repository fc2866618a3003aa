import type { BrokerDatabase } from '../store/broker-database.ts'
import type { Pact } from '../store/pacts.ts'
import { branchHeads, tagHeads } from '../store/selected-pacts.ts'
import { type ProofScope, type ProviderLine, provenContents } from '../store/verifications.ts'
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
  const isPending = query.isAskingForPending
    ? unproven(database, { contents: [...chosen], isCountingWip: true }, linesOf(query))
    : () => undefined
  return [
    ...byContent(selected).map((one) => ({ ...one, isPending: isPending(one.pact.content), isWip: false })),
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

/** Whether no version like the one that verifies has succeeded: then a failure does not count yet. */
function unproven(
  database: BrokerDatabase,
  scope: ProofScope,
  lines: readonly ProviderLine[],
): (content: number) => boolean {
  const proven = (lines.length === 0 ? [undefined] : lines).map((line) =>
    provenContents(database, scope, line),
  )
  return (content) => proven.some((contents) => !contents.has(content))
}

/** What nobody selects, but is new to the branch or to one of the tags of the one that verifies. */
function findWip(database: BrokerDatabase, query: VerificationQuery): SelectedPact[] {
  const { provider, wipSince: since } = query
  const lines = linesOf(query)
  if (since === undefined || lines.length === 0) return []
  const heads = [...branchHeads(database, { provider, since }), ...tagHeads(database, { provider, since })]
  const contents = [...new Set(heads.map(({ content }) => content))]
  const isNew = unproven(database, { contents, isCountingWip: false }, lines)
  return heads
    .filter(({ content }) => isNew(content))
    .map((pact) => ({ pact, reason: `latest from ${pact.line}` }))
}

function linesOf({ branch, tags }: VerificationQuery): ProviderLine[] {
  if (branch !== undefined) return [{ kind: 'branch', name: branch }]
  return tags.map((name) => ({ kind: 'tag', name }))
}

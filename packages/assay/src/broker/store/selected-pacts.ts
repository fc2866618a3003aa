import type { BrokerDatabase } from './broker-database.ts'
import { FROM_PACT, PACT_COLUMNS, type Pact } from './pacts.ts'

/** A pact of a version that is in an environment. */
export interface PlacedPact extends Pact {
  readonly environment: string
  readonly kind: 'deployed' | 'released'
}

/** A pact that is the newest of a branch or has the newest use of a tag. */
export interface HeadPact extends Pact {
  readonly line: string
}

/** The pacts of a provider whose versions are in use. */
export function placedPacts(
  database: BrokerDatabase,
  filter: {
    readonly provider: string
    readonly consumer?: string | undefined
    readonly kind?: 'deployed' | 'released' | undefined
    readonly environment?: string | undefined
  },
): PlacedPact[] {
  return database.all(
    `SELECT ${PACT_COLUMNS}, environment.name AS environment, placement.kind ${FROM_PACT}
       JOIN placement ON placement.version = pact.version
       JOIN environment ON environment.id = placement.environment
     WHERE is_current = 1 AND provider.name = ?1 AND (?2 IS NULL OR consumer.name = ?2)
       AND (?3 IS NULL OR placement.kind = ?3) AND (?4 IS NULL OR environment.name = ?4)
     ORDER BY placement.id`,
    ...[filter.provider, filter.consumer, filter.kind, filter.environment],
  )
}

/** The newest pact of each branch of each consumer, of those published since a time. */
export function branchHeads(database: BrokerDatabase, provider: string, since: string): HeadPact[] {
  return database.all(
    `SELECT ${PACT_COLUMNS}, 'branch ' || branch.name AS line, max(pact.version) ${FROM_PACT}
       JOIN branch_version ON branch_version.version = pact.version
       JOIN branch ON branch.id = branch_version.branch
     WHERE provider.name = ? AND pact.created_at >= ? GROUP BY pact.consumer, branch.id`,
    ...[provider, since],
  )
}

/** The newest pact with each tag of each consumer, of those published since a time. */
export function tagHeads(database: BrokerDatabase, provider: string, since: string): HeadPact[] {
  return database.all(
    `SELECT ${PACT_COLUMNS}, 'tag ' || tag.name AS line, max(pact.version) ${FROM_PACT}
       JOIN tag ON tag.version = pact.version
     WHERE provider.name = ? AND pact.created_at >= ? GROUP BY pact.consumer, tag.name`,
    ...[provider, since],
  )
}

/** When a branch of an application was first used. */
export function branchCreatedAt(
  database: BrokerDatabase,
  pacticipant: string,
  branch: string,
): string | undefined {
  return database.first<{ at: string }>(
    `SELECT branch.created_at AS at FROM branch JOIN pacticipant ON pacticipant.id = branch.pacticipant
     WHERE pacticipant.name = ? AND branch.name = ?`,
    ...[pacticipant, branch],
  )?.at
}

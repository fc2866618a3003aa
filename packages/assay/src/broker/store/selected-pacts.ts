import type { BrokerDatabase } from './broker-database.ts'
import { FROM_PACT, PACT_COLUMNS, type Pact } from './pacts.ts'

/** A pact of a version that is in an environment. */
export interface PlacedPact extends Pact {
  readonly environment: string
  readonly kind: 'deployed' | 'released'
}

/** A pact of the latest version of a branch, or with a tag. */
export interface HeadPact extends Pact {
  /** `branch main`. */
  readonly line: string
}

const HEAD_FILTER = `provider.name = ?1 AND (?2 IS NULL OR consumer.name = ?2)
  AND (?4 IS NULL OR pact.created_at >= ?4)`

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

/** Which heads are asked for. */
export interface HeadFilter {
  readonly provider: string
  readonly consumer?: string | undefined
  /** The name of the branch or tag. Default: all. */
  readonly line?: string | undefined
  /** Published at this time or later. ISO 8601. */
  readonly since?: string | undefined
}

/**
 * The pacts of the latest version of each branch. A branch whose latest version has none is left out:
 * that consumer no longer needs the provider.
 */
export function branchHeads(
  database: BrokerDatabase,
  filter: HeadFilter & { readonly isMainBranch?: boolean },
): HeadPact[] {
  return database.all(
    `SELECT ${PACT_COLUMNS}, 'branch ' || branch.name AS line ${FROM_PACT}
       JOIN branch_version ON branch_version.version = pact.version
       JOIN branch ON branch.id = branch_version.branch
     WHERE ${HEAD_FILTER} AND (?3 IS NULL OR branch.name = ?3)
       AND (?5 = 0 OR branch.name = consumer.main_branch)
       AND NOT EXISTS (SELECT 1 FROM branch_version AS later
         WHERE later.branch = branch.id AND later.version > pact.version)
     ORDER BY consumer.name, branch.id`,
    ...[filter.provider, filter.consumer, filter.line, filter.since, filter.isMainBranch ?? false],
  )
}

/** The pacts of the latest version with each tag. */
export function tagHeads(database: BrokerDatabase, filter: HeadFilter): HeadPact[] {
  return database.all(
    `SELECT ${PACT_COLUMNS}, 'tag ' || tag.name AS line ${FROM_PACT}
       JOIN tag ON tag.version = pact.version
     WHERE ${HEAD_FILTER} AND (?3 IS NULL OR tag.name = ?3)
       AND NOT EXISTS (SELECT 1 FROM tag AS later JOIN version AS other ON other.id = later.version
         WHERE later.name = tag.name AND later.version > pact.version AND other.pacticipant = pact.consumer)
     ORDER BY consumer.name, tag.name`,
    ...[filter.provider, filter.consumer, filter.line, filter.since],
  )
}

/** The main branch of an application, if it has versions; else the tag of that name. */
export function mainLineOf(
  database: BrokerDatabase,
  pacticipant: number,
): { readonly kind: 'branch' | 'tag'; readonly name: string } | undefined {
  return database.first(
    `SELECT 'branch' AS kind, main_branch AS name FROM pacticipant
       JOIN branch ON branch.pacticipant = pacticipant.id AND branch.name = main_branch
       JOIN branch_version ON branch_version.branch = branch.id WHERE pacticipant.id = ?1
     UNION ALL
     SELECT 'tag', main_branch FROM pacticipant JOIN version ON version.pacticipant = pacticipant.id
       JOIN tag ON tag.version = version.id AND tag.name = main_branch WHERE pacticipant.id = ?1
     LIMIT 1`,
    pacticipant,
  )
}

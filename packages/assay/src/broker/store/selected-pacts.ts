import type { BrokerDatabase } from './broker-database.ts'
import { conditionsOf } from './conditions.ts'
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
  const { where, values } = conditionsOf([
    ['provider.name = ?', filter.provider],
    ['consumer.name = ?', filter.consumer],
    ['placement.kind = ?', filter.kind],
    ['environment.name = ?', filter.environment],
  ])
  return database.all(
    `SELECT ${PACT_COLUMNS}, environment.name AS environment, placement.kind ${FROM_PACT}
       JOIN placement ON placement.version = pact.version
       JOIN environment ON environment.id = placement.environment
     WHERE is_current = 1 AND ${where} ORDER BY placement.id`,
    ...values,
  )
}

/** Which heads are asked for. */
export interface HeadFilter {
  readonly provider: string
  readonly consumer?: string | undefined
  /** The name of the branch or tag. Default: all. */
  readonly line?: string | undefined
  /** Only that of the main branch of its application, or a tag of that name. */
  readonly isMain?: boolean
  /** Published at this time or later. ISO 8601. */
  readonly since?: string | undefined
}

/**
 * The pacts of the latest version of each branch. A branch whose latest version has none is left out:
 * that consumer no longer needs the provider.
 */
export function branchHeads(database: BrokerDatabase, filter: HeadFilter): HeadPact[] {
  const { where, values } = conditionsFor('branch', filter)
  return database.all(
    `SELECT ${PACT_COLUMNS}, 'branch ' || branch.name AS line ${FROM_PACT}
       JOIN branch_version ON branch_version.version = pact.version
       JOIN branch ON branch.id = branch_version.branch
     WHERE ${where} AND NOT EXISTS (SELECT 1 FROM branch_version AS later
         WHERE later.branch = branch.id AND later.version > pact.version)
     ORDER BY consumer.name, branch.id`,
    ...values,
  )
}

/** The pacts of the latest version with each tag. */
export function tagHeads(database: BrokerDatabase, filter: HeadFilter): HeadPact[] {
  const { where, values } = conditionsFor('tag', filter)
  return database.all(
    `SELECT ${PACT_COLUMNS}, 'tag ' || tag.name AS line ${FROM_PACT}
       JOIN tag ON tag.version = pact.version
     WHERE ${where} AND NOT EXISTS (SELECT 1 FROM tag AS later
       WHERE later.pacticipant = tag.pacticipant AND later.name = tag.name AND later.version > tag.version)
     ORDER BY consumer.name, tag.name`,
    ...values,
  )
}

function conditionsFor(kind: 'branch' | 'tag', { provider, consumer, line, isMain, since }: HeadFilter) {
  const { where, values } = conditionsOf([
    ['provider.name = ?', provider],
    ['consumer.name = ?', consumer],
    [`${kind}.name = ?`, line],
    ['pact.created_at >= ?', since],
  ])
  return { where: isMain === true ? `${where} AND ${kind}.name = consumer.main_branch` : where, values }
}

/** How the consumers of a provider say what their main line is: by a branch that has versions, else by a tag. */
export function mainLines(database: BrokerDatabase, provider: string): ReadonlyMap<string, 'branch' | 'tag'> {
  const rows = database.all<{ readonly consumer: string; readonly kind: 'branch' | 'tag' }>(
    `SELECT own.name AS consumer, CASE
         WHEN EXISTS (SELECT 1 FROM branch JOIN branch_version ON branch_version.branch = branch.id
           WHERE branch.pacticipant = own.id AND branch.name = main_branch) THEN 'branch'
         WHEN EXISTS (SELECT 1 FROM tag WHERE tag.pacticipant = own.id AND tag.name = main_branch) THEN 'tag'
       END AS kind
     FROM pacticipant AS own WHERE kind IS NOT NULL AND own.id IN (SELECT consumer FROM pact
       WHERE provider = (SELECT id FROM pacticipant WHERE name = ?))`,
    provider,
  )
  return new Map(rows.map(({ consumer, kind }) => [consumer, kind]))
}

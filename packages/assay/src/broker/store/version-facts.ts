import type { BrokerDatabase } from './broker-database.ts'

/** A branch or tag of a version. */
export interface Naming {
  readonly version: number
  readonly name: string
  readonly createdAt: string
  /** Whether no later version of the application has it. */
  readonly isLatest: number
}

/** An environment that a version is in now. */
export interface Presence {
  readonly version: number
  readonly uuid: string
  readonly name: string
  readonly displayName: string
  readonly production: number
  readonly kind: 'deployed' | 'released'
}

/** What is known of a version besides its number. */
export interface VersionFacts {
  readonly branches: readonly Naming[]
  readonly tags: readonly Naming[]
  readonly environments: readonly Presence[]
}

/** What is known of a version, by its id. */
export type FactsOf = (version: number) => VersionFacts

const WANTED = 'IN (SELECT value FROM json_each(?))'

/** The facts of many versions, in three queries however many there are. */
export function factsOf(database: BrokerDatabase, versions: readonly number[]): FactsOf {
  const ids = JSON.stringify(versions)
  const branches = byVersion(
    database.all<Naming>(
      `SELECT own.version, branch.name, own.created_at AS createdAt, NOT EXISTS (SELECT 1
         FROM branch_version AS later WHERE later.branch = own.branch AND later.version > own.version
       ) AS isLatest FROM branch_version AS own JOIN branch ON branch.id = own.branch
       WHERE own.version ${WANTED} ORDER BY own.created_at, branch.id`,
      ids,
    ),
  )
  const tags = byVersion(
    database.all<Naming>(
      `SELECT tag.version, tag.name, tag.created_at AS createdAt, NOT EXISTS (SELECT 1
         FROM tag AS later
         WHERE later.pacticipant = tag.pacticipant AND later.name = tag.name AND later.version > tag.version
       ) AS isLatest FROM tag WHERE tag.version ${WANTED} ORDER BY tag.created_at, tag.rowid`,
      ids,
    ),
  )
  const environments = byVersion(
    database.all<Presence>(
      `SELECT placement.version, environment.uuid, environment.name, display_name AS displayName, production,
         kind FROM placement JOIN environment ON environment.id = placement.environment
       WHERE is_current = 1 AND placement.version ${WANTED} ORDER BY placement.id`,
      ids,
    ),
  )
  return (id) => ({
    branches: branches.get(id) ?? [],
    tags: tags.get(id) ?? [],
    environments: environments.get(id) ?? [],
  })
}

function byVersion<Row extends { readonly version: number }>(rows: readonly Row[]): Map<number, Row[]> {
  return Map.groupBy(rows, ({ version }) => version)
}

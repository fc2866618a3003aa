import { randomUUID } from 'node:crypto'
import { type BrokerDatabase, now } from './broker-database.ts'
import type { Environment } from './environments.ts'
import type { Version } from './versions.ts'

/** Only one deployed version runs in a place at a time; several released ones are in use side by side. */
export type PlacementKind = 'deployed' | 'released'

/** That a version is, or was, in an environment. */
export interface Placement {
  readonly id: number
  readonly uuid: string
  readonly kind: PlacementKind
  readonly version: number
  readonly environment: number
  /** Which of several installations of the application. */
  readonly instance: string | null
  readonly isCurrent: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly endedAt: string | null
}

/** Which placements are asked for. */
export interface PlacementFilter {
  readonly kind: PlacementKind
  readonly environment: number
  readonly version?: number | undefined
  readonly pacticipant?: string | undefined
  readonly instance?: string | null | undefined
}

const COLUMNS = `placement.id, placement.uuid, kind, placement.version, placement.environment, instance,
  is_current AS isCurrent, placement.created_at AS createdAt, placement.updated_at AS updatedAt,
  ended_at AS endedAt`

/** Records that a version is deployed; the one that was in its place no longer is, unless it is the same. */
export function recordDeployment(
  database: BrokerDatabase,
  { version, environment }: { readonly version: Version; readonly environment: Environment },
  instance: string | null,
): Placement {
  const place = { kind: 'deployed', version: version.id, environment: environment.id, instance } as const
  const [existing] = listPlacements(database, place)
  if (existing !== undefined) return existing
  database.run(
    `UPDATE placement SET is_current = 0, ended_at = ?4, updated_at = ?4
     WHERE kind = 'deployed' AND is_current = 1 AND environment = ?1 AND instance IS ?2
       AND version IN (SELECT id FROM version WHERE pacticipant = ?3)`,
    ...[environment.id, instance, version.pacticipant, now()],
  )
  return addPlacement(database, place)
}

/** Records that a version is released; a second record of the same is the first. */
export function recordRelease(
  database: BrokerDatabase,
  version: Version,
  environment: Environment,
): Placement {
  const place = { kind: 'released', version: version.id, environment: environment.id } as const
  const [existing] = listPlacements(database, place)
  return existing ?? addPlacement(database, place)
}

export function findPlacement(
  database: BrokerDatabase,
  kind: PlacementKind,
  uuid: string,
): Placement | undefined {
  return database.first(`SELECT ${COLUMNS} FROM placement WHERE kind = ? AND uuid = ?`, kind, uuid)
}

/** Those that are current. */
export function listPlacements(database: BrokerDatabase, filter: PlacementFilter): Placement[] {
  return database.all(
    `SELECT ${COLUMNS} FROM placement JOIN version ON version.id = placement.version
       JOIN pacticipant ON pacticipant.id = version.pacticipant
     WHERE is_current = 1 AND kind = ?1 AND environment = ?2 AND (?3 IS NULL OR version.id = ?3)
       AND (?4 IS NULL OR pacticipant.name = ?4) AND (?5 = 0 OR instance IS ?6)
     ORDER BY placement.id`,
    ...[filter.kind, filter.environment, filter.version, filter.pacticipant],
    ...[filter.instance !== undefined, filter.instance],
  )
}

/** Ends one that is current. */
export function endPlacement(database: BrokerDatabase, { uuid }: Placement): void {
  database.run(
    'UPDATE placement SET is_current = 0, ended_at = ?2, updated_at = ?2 WHERE uuid = ?1 AND is_current = 1',
    ...[uuid, now()],
  )
}

function addPlacement(database: BrokerDatabase, place: PlacementFilter): Placement {
  const uuid = randomUUID()
  database.run(
    `INSERT INTO placement (uuid, kind, version, environment, instance, is_current, created_at, updated_at)
     VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?6)`,
    ...[uuid, place.kind, place.version, place.environment, place.instance, now()],
  )
  return findPlacement(database, place.kind, uuid)!
}

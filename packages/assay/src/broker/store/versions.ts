import { type BrokerDatabase, now } from './broker-database.ts'
import { ensurePacticipant } from './pacticipants.ts'

/** One version of an application; its number is any text, often a commit. */
export interface Version {
  readonly id: number
  readonly pacticipant: number
  readonly name: string
  readonly number: string
  readonly buildUrl: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** Which of the versions the latest is asked of. */
export interface VersionFilter {
  readonly tag?: string | undefined
  readonly branch?: string | undefined
  /** The name of one that it is in now. */
  readonly environment?: string | undefined
}

/** A part of a long list. */
export interface Page {
  readonly offset: number
  readonly limit: number
}

const VERSION_COLUMNS = `version.id, version.pacticipant, pacticipant.name AS name, version.number,
  version.build_url AS buildUrl, version.created_at AS createdAt, version.updated_at AS updatedAt`
const FROM = 'FROM version JOIN pacticipant ON pacticipant.id = version.pacticipant'
const FILTER = `pacticipant.name = ?1
  AND (?2 IS NULL OR version.id IN (SELECT version FROM tag WHERE tag.name = ?2))
  AND (?3 IS NULL OR version.id IN (SELECT branch_version.version FROM branch_version
    JOIN branch ON branch.id = branch_version.branch
    WHERE branch.name = ?3 AND branch.pacticipant = version.pacticipant))
  AND (?4 IS NULL OR version.id IN (SELECT placement.version FROM placement
    JOIN environment ON environment.id = placement.environment
    WHERE is_current = 1 AND environment.name = ?4))`

export function findVersion(database: BrokerDatabase, name: string, number: string): Version | undefined {
  return database.first(
    `SELECT ${VERSION_COLUMNS} ${FROM} WHERE pacticipant.name = ? AND number = ?`,
    name,
    number,
  )
}

export function versionWithId(database: BrokerDatabase, id: number): Version {
  return database.first<Version>(`SELECT ${VERSION_COLUMNS} ${FROM} WHERE version.id = ?`, id)!
}

/** The version of that number, which is made, with its application, when there is none. */
export function ensureVersion(database: BrokerDatabase, name: string, number: string): Version {
  const existing = findVersion(database, name, number)
  if (existing !== undefined) return existing
  const { id } = ensurePacticipant(database, name)
  database.run(
    `INSERT INTO version (pacticipant, number, created_at, updated_at) VALUES (?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    ...[id, number, now(), now()],
  )
  return findVersion(database, name, number)!
}

export function setBuildUrl(database: BrokerDatabase, id: number, buildUrl: string | null): void {
  database.run('UPDATE version SET build_url = ?, updated_at = ? WHERE id = ?', buildUrl, now(), id)
}

export function latestVersion(
  database: BrokerDatabase,
  name: string,
  { tag, branch, environment }: VersionFilter = {},
): Version | undefined {
  return database.first(
    `SELECT ${VERSION_COLUMNS} ${FROM} WHERE ${FILTER} ORDER BY version.id DESC LIMIT 1`,
    ...[name, tag, branch, environment],
  )
}

/** Newest first, and how many there are altogether. */
export function listVersions(
  database: BrokerDatabase,
  name: string,
  { tag, branch, environment, offset, limit }: VersionFilter & Page,
): { readonly versions: Version[]; readonly total: number } {
  const versions = database.all<Version>(
    `SELECT ${VERSION_COLUMNS} ${FROM} WHERE ${FILTER} ORDER BY version.id DESC LIMIT ?5 OFFSET ?6`,
    ...[name, tag, branch, environment, limit, offset],
  )
  const counted = database.first<{ total: number }>(
    `SELECT count(*) AS total ${FROM} WHERE ${FILTER}`,
    ...[name, tag, branch, environment],
  )
  return { versions, total: counted?.total ?? 0 }
}

export function removeVersion(database: BrokerDatabase, id: number): void {
  database.run('DELETE FROM version WHERE id = ?', id)
  // Contents of which no version is left would never be seen again.
  database.run('DELETE FROM content WHERE id NOT IN (SELECT content FROM pact)')
}

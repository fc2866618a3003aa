import { type BrokerDatabase, now } from './broker-database.ts'
import { type VersionChoice, versionConditions } from './chosen-versions.ts'
import { ensurePacticipant, findPacticipant } from './pacticipants.ts'
import { removeUnusedContents } from './pacts.ts'

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
export type VersionFilter = Pick<VersionChoice, 'tag' | 'branch' | 'environment'>

/** A part of a long list. */
export interface Page {
  readonly offset: number
  readonly limit: number
}

const VERSION_COLUMNS = `version.id, version.pacticipant, pacticipant.name AS name, version.number,
  version.build_url AS buildUrl, version.created_at AS createdAt, version.updated_at AS updatedAt`
const FROM = 'FROM version JOIN pacticipant ON pacticipant.id = version.pacticipant'

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
  filter: VersionFilter = {},
): Version | undefined {
  const { where, values } = conditionsFor(database, name, filter)
  const sql = `SELECT ${VERSION_COLUMNS} ${FROM} WHERE ${where} ORDER BY version.id DESC LIMIT 1`
  return database.first(sql, ...values)
}

/** Newest first, and how many there are altogether. */
export function listVersions(
  database: BrokerDatabase,
  name: string,
  { offset, limit, ...filter }: VersionFilter & Page,
): { readonly versions: Version[]; readonly total: number } {
  const { where, values } = conditionsFor(database, name, filter)
  const versions = database.all<Version>(
    `SELECT ${VERSION_COLUMNS} ${FROM} WHERE ${where} ORDER BY version.id DESC LIMIT ? OFFSET ?`,
    ...[...values, limit, offset],
  )
  const counted = database.first<{ total: number }>(
    `SELECT count(*) AS total FROM version WHERE ${where}`,
    ...values,
  )
  return { versions, total: counted?.total ?? 0 }
}

function conditionsFor(database: BrokerDatabase, name: string, filter: VersionFilter) {
  const pacticipant = findPacticipant(database, name)
  return versionConditions({ ...filter, pacticipants: pacticipant === undefined ? [] : [pacticipant.id] })
}

export function removeVersion(database: BrokerDatabase, id: number): void {
  database.run('DELETE FROM version WHERE id = ?', id)
  removeUnusedContents(database)
}

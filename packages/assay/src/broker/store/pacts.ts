import { type BrokerDatabase, now } from './broker-database.ts'
import { conditionsOf } from './conditions.ts'
import type { Version } from './versions.ts'

/** What one version of a consumer expects of a provider. */
export interface Pact {
  readonly id: number
  /** The id of its content, which other versions may share. */
  readonly content: number
  readonly sha: string
  readonly consumerId: number
  readonly consumer: string
  readonly providerId: number
  readonly provider: string
  /** The id of the version of the consumer. */
  readonly version: number
  readonly number: string
  readonly revision: number
  readonly createdAt: string
}

/** Which pacts of a provider, a consumer or both are asked for. */
export interface PactFilter {
  readonly provider?: string | undefined
  readonly consumer?: string | undefined
  readonly number?: string | undefined
  /** Ids of versions of consumers. */
  readonly versions?: readonly number[] | undefined
  readonly tag?: string | undefined
  readonly branch?: string | undefined
  /** That the version is of the main branch of its application. */
  readonly isMainBranch?: boolean
  /** That the version has no tags. */
  readonly isUntagged?: boolean
  readonly sha?: string | undefined
}

export const PACT_COLUMNS = `pact.id, pact.content, content.sha, pact.consumer AS consumerId,
  consumer.name AS consumer, pact.provider AS providerId, provider.name AS provider, pact.version,
  version.number, pact.revision, pact.created_at AS createdAt`
/** That a version is its consumer's follows from its id, but only what is written leads to an index. */
export const FROM_PACT = `FROM pact JOIN content ON content.id = pact.content
    AND content.consumer = pact.consumer AND content.provider = pact.provider
  JOIN pacticipant AS consumer ON consumer.id = pact.consumer
  JOIN pacticipant AS provider ON provider.id = pact.provider
  JOIN version ON version.id = pact.version AND version.pacticipant = pact.consumer`
const ON_BRANCH = `EXISTS (SELECT 1 FROM branch_version JOIN branch ON branch.id = branch_version.branch
  WHERE branch_version.version = pact.version`

/** Oldest first. */
export function listPacts(database: BrokerDatabase, filter: PactFilter): Pact[] {
  const { where, values } = conditionsFor(filter)
  return database.all(`SELECT ${PACT_COLUMNS} ${FROM_PACT} WHERE ${where} ORDER BY pact.version`, ...values)
}

/** The one of the latest version for each pair of consumer and provider. */
export function latestPacts(database: BrokerDatabase, filter: PactFilter): Pact[] {
  const { where, values } = conditionsFor(filter)
  // SQLite takes the other columns from the row that has the maximum.
  return database.all(
    `SELECT ${PACT_COLUMNS}, max(pact.version) ${FROM_PACT} WHERE ${where}
     GROUP BY pact.consumer, pact.provider ORDER BY consumer.name, provider.name`,
    ...values,
  )
}

/** The newest one of an earlier version. */
export function previousPact(
  database: BrokerDatabase,
  filter: PactFilter,
  version: number,
): Pact | undefined {
  const { where, values } = conditionsFor(filter)
  return database.first(
    `SELECT ${PACT_COLUMNS} ${FROM_PACT} WHERE ${where} AND pact.version < ? ORDER BY pact.version DESC LIMIT 1`,
    ...[...values, version],
  )
}

/** The text of a content, as it was published. */
export function contentText(database: BrokerDatabase, content: number): string {
  return database.first<{ text: string }>('SELECT text FROM content WHERE id = ?', content)?.text ?? '{}'
}

/** The one published before that says something else. */
export function previousDistinct(database: BrokerDatabase, pact: Pact): Pact | undefined {
  return database.first(
    `SELECT ${PACT_COLUMNS} ${FROM_PACT} WHERE pact.consumer = ? AND pact.provider = ? AND pact.version < ?
       AND pact.content <> ? ORDER BY pact.version DESC LIMIT 1`,
    ...[pact.consumerId, pact.providerId, pact.version, pact.content],
  )
}

/** What is stored of a pact. */
export interface PactRow {
  readonly version: Version
  readonly provider: number
  readonly sha: string
  readonly text: string
}

/** Stores a pact of a version; one that is there becomes the next revision of it. */
export function storePact(database: BrokerDatabase, { version, provider, sha, text }: PactRow): void {
  database.run(
    `INSERT INTO content (consumer, provider, sha, text, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    ...[version.pacticipant, provider, sha, text, now()],
  )
  database.run(
    `INSERT INTO pact (content, consumer, provider, version, revision, created_at)
     SELECT id, consumer, provider, ?1, 1, ?2 FROM content WHERE consumer = ?3 AND provider = ?4 AND sha = ?5
     ON CONFLICT (version, provider) DO UPDATE SET content = excluded.content,
       revision = revision + (content <> excluded.content)`,
    ...[version.id, now(), version.pacticipant, provider, sha],
  )
}

export function removePacts(database: BrokerDatabase, filter: PactFilter): number {
  const found = listPacts(database, filter)
  const ids = JSON.stringify(found.map(({ id }) => id))
  database.run('DELETE FROM pact WHERE id IN (SELECT value FROM json_each(?))', ids)
  removeUnusedContents(database)
  return found.length
}

/** Removes the contents of which no version is left, and their results: nobody could see them any more. */
export function removeUnusedContents(database: BrokerDatabase): void {
  database.run('DELETE FROM content WHERE id NOT IN (SELECT content FROM pact)')
}

function conditionsFor({ isMainBranch, isUntagged, versions, ...filter }: PactFilter) {
  const { where, values } = conditionsOf([
    ['provider.name = ?', filter.provider],
    ['consumer.name = ?', filter.consumer],
    ['version.number = ?', filter.number],
    ['content.sha = ?', filter.sha],
    ['pact.version IN (SELECT value FROM json_each(?))', versions && JSON.stringify(versions)],
    ['EXISTS (SELECT 1 FROM tag WHERE tag.version = pact.version AND tag.name = ?)', filter.tag],
    [`${ON_BRANCH} AND branch.name = ?)`, filter.branch],
  ])
  const main = isMainBranch === true ? [`${ON_BRANCH} AND branch.name = consumer.main_branch)`] : []
  const untagged = isUntagged === true ? ['pact.version NOT IN (SELECT version FROM tag)'] : []
  return { where: [where, ...main, ...untagged].join(' AND '), values }
}

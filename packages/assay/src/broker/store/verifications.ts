import { type BrokerDatabase, now } from './broker-database.ts'

/** What a version of a provider made of a pact. */
export interface Verification {
  /** Also the number that is in its address. */
  readonly id: number
  readonly content: number
  readonly sha: string
  readonly consumer: string
  readonly provider: string
  /** The id of the version of the provider. */
  readonly version: number
  readonly number: string
  readonly success: number
  /** Whether the pact was verified as work in progress only. */
  readonly isWip: number
  readonly buildUrl: string | null
  /** JSON: what the verifier said of each interaction. */
  readonly results: string | null
  /** JSON: which verifier it was. */
  readonly verifiedBy: string | null
  readonly createdAt: string
}

/** What is stored of a result. */
export interface VerificationRow {
  readonly content: number
  readonly version: number
  readonly success: boolean
  readonly isWip: boolean
  readonly buildUrl?: string | null | undefined
  readonly results?: unknown
  readonly verifiedBy?: unknown
}

const COLUMNS = `verification.id, verification.content, content.sha, consumer.name AS consumer,
  provider.name AS provider, verification.version, version.number, success, is_wip AS isWip,
  verification.build_url AS buildUrl, results, verified_by AS verifiedBy,
  verification.created_at AS createdAt`
const FROM = `FROM verification JOIN content ON content.id = verification.content
  JOIN pacticipant AS consumer ON consumer.id = content.consumer
  JOIN pacticipant AS provider ON provider.id = content.provider
  JOIN version ON version.id = verification.version`

const SUCCESS = 'verification.content = ?1 AND success = 1 AND (?3 OR is_wip = 0)'
const PROVEN_BRANCH = `SELECT 1 FROM verification
    JOIN branch_version ON branch_version.version = verification.version
    JOIN branch ON branch.id = branch_version.branch
  WHERE ${SUCCESS} AND (branch.name = ?2 OR verification.created_at < coalesce(
    (SELECT created_at FROM branch AS own WHERE own.name = ?2 AND own.pacticipant = branch.pacticipant), '9'))
  LIMIT 1`
const PROVEN_TAG = `SELECT 1 FROM verification JOIN tag ON tag.version = verification.version
    JOIN version ON version.id = tag.version
  WHERE ${SUCCESS} AND (tag.name = ?2 OR verification.created_at < coalesce(
    (SELECT min(own.created_at) FROM tag AS own JOIN version AS other ON other.id = own.version
     WHERE own.name = ?2 AND other.pacticipant = version.pacticipant), '9'))
  LIMIT 1`

export function addVerification(database: BrokerDatabase, row: VerificationRow): Verification {
  const id = database.insert(
    `INSERT INTO verification (content, version, success, is_wip, build_url, results, verified_by, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[row.content, row.version, row.success, row.isWip, row.buildUrl, textOf(row.results)],
    ...[textOf(row.verifiedBy), now()],
  )
  return verificationWithId(database, id)!
}

export function verificationWithId(database: BrokerDatabase, id: number): Verification | undefined {
  return database.first(`SELECT ${COLUMNS} ${FROM} WHERE verification.id = ?`, id)
}

export function removeVerification(database: BrokerDatabase, id: number): void {
  database.run('DELETE FROM verification WHERE id = ?', id)
}

export function latestVerification(database: BrokerDatabase, content: number): Verification | undefined {
  return database.first(
    `SELECT ${COLUMNS} ${FROM} WHERE verification.content = ? ORDER BY verification.id DESC LIMIT 1`,
    content,
  )
}

/** A branch or tag of the versions of a provider. */
export interface ProviderLine {
  readonly kind: 'branch' | 'tag'
  readonly name: string
}

/** Whether any version of the provider has verified a content with success. */
export function wasVerified(database: BrokerDatabase, content: number): boolean {
  const sql = 'SELECT 1 FROM verification WHERE content = ? AND success = 1 LIMIT 1'
  return database.first(sql, content) !== undefined
}

/**
 * Whether a content has been verified with success on a branch or with a tag, or elsewhere before the
 * branch or tag was first used: a new branch begins with what the others have.
 */
export function isProven(
  database: BrokerDatabase,
  { content, isCountingWip }: { readonly content: number; readonly isCountingWip: boolean },
  { kind, name }: ProviderLine,
): boolean {
  return (
    database.first(kind === 'branch' ? PROVEN_BRANCH : PROVEN_TAG, content, name, isCountingWip) !== undefined
  )
}

/** Whether a version of the provider has a result for a content. */
export function hasResult(database: BrokerDatabase, content: number, version: number): boolean {
  return (
    database.first('SELECT 1 FROM verification WHERE content = ? AND version = ?', content, version) !==
    undefined
  )
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value)
}

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

export function latestVerification(database: BrokerDatabase, content: number): Verification | undefined {
  return database.first(
    `SELECT ${COLUMNS} ${FROM} WHERE verification.content = ? ORDER BY verification.id DESC LIMIT 1`,
    content,
  )
}

/** Whether a content was ever verified, by which name of a version of the provider: any, if neither is given. */
export function wasVerified(
  database: BrokerDatabase,
  content: number,
  { branch, tag }: { readonly branch?: string | undefined; readonly tag?: string | undefined },
): boolean {
  const found = database.first(
    `SELECT 1 FROM verification WHERE content = ?1 AND success = 1 AND is_wip = 0
       AND (?2 IS NULL OR version IN (SELECT branch_version.version FROM branch_version
         JOIN branch ON branch.id = branch_version.branch WHERE branch.name = ?2))
       AND (?3 IS NULL OR version IN (SELECT version FROM tag WHERE name = ?3)) LIMIT 1`,
    ...[content, branch, tag],
  )
  return found !== undefined
}

/** Whether a content was verified by another branch before a branch was first used. */
export function wasVerifiedBefore(
  database: BrokerDatabase,
  content: number,
  { branch, createdAt }: { readonly branch: string; readonly createdAt: string },
): boolean {
  const found = database.first(
    `SELECT 1 FROM verification JOIN branch_version ON branch_version.version = verification.version
       JOIN branch ON branch.id = branch_version.branch
     WHERE content = ?1 AND success = 1 AND is_wip = 0 AND branch.name <> ?2
       AND verification.created_at < ?3 LIMIT 1`,
    ...[content, branch, createdAt],
  )
  return found !== undefined
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

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

const PROVEN =
  'verification.content IN (SELECT value FROM json_each(?1)) AND success = 1 AND (?2 OR is_wip = 0)'
const PROVEN_ANYWHERE = `SELECT DISTINCT content FROM verification WHERE ${PROVEN}`
const PROVEN_ON_BRANCH = `SELECT DISTINCT content FROM verification
    JOIN branch_version ON branch_version.version = verification.version
    JOIN branch ON branch.id = branch_version.branch
  WHERE ${PROVEN} AND (branch.name = ?3 OR verification.created_at < coalesce(
    (SELECT created_at FROM branch AS own WHERE own.name = ?3 AND own.pacticipant = branch.pacticipant), '9'))`
const PROVEN_WITH_TAG = `SELECT DISTINCT content FROM verification
    JOIN tag ON tag.version = verification.version
  WHERE ${PROVEN} AND (tag.name = ?3 OR verification.created_at < coalesce(
    (SELECT min(own.created_at) FROM tag AS own WHERE own.name = ?3 AND own.pacticipant = tag.pacticipant), '9'))`

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

/** Which contents are asked about, and whether results of work in progress count. */
export interface ProofScope {
  readonly contents: readonly number[]
  readonly isCountingWip: boolean
}

/**
 * Which contents have been verified with success on a branch or with a tag, or elsewhere before the
 * branch or tag was first used: a new branch begins with what the others have. Without a line, anywhere.
 */
export function provenContents(
  database: BrokerDatabase,
  { contents, isCountingWip }: ProofScope,
  line?: ProviderLine,
): ReadonlySet<number> {
  const among = [JSON.stringify(contents), isCountingWip] as const
  const rows =
    line === undefined
      ? database.all<{ content: number }>(PROVEN_ANYWHERE, ...among)
      : database.all<{ content: number }>(
          line.kind === 'branch' ? PROVEN_ON_BRANCH : PROVEN_WITH_TAG,
          ...[...among, line.name],
        )
  return new Set(rows.map(({ content }) => content))
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

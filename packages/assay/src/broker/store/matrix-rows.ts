import type { BrokerDatabase } from './broker-database.ts'

/** A pact and one of its results: what a matrix has a line for. */
export interface MatrixRow {
  readonly pact: number
  readonly content: number
  readonly sha: string
  readonly consumer: string
  /** The id of the version. */
  readonly consumerVersion: number
  readonly consumerNumber: string
  readonly provider: string
  /** All of these are `null` when no version that is asked for has verified the pact. */
  readonly providerVersion: number | null
  readonly providerNumber: string | null
  readonly verification: number | null
  readonly success: number | null
  readonly verifiedAt: string | null
  readonly publishedAt: string
}

/** The ids of what a matrix is about. */
export interface MatrixScope {
  /** Versions that are asked for. */
  readonly versions: readonly number[]
  /** Applications of which every version is asked for. */
  readonly anyVersionOf: readonly number[]
  /** Every application that takes part. */
  readonly pacticipants: readonly number[]
  /** Those that the question is about; each row has one of them. */
  readonly specified: readonly number[]
  /** Also results that the same version has replaced by newer ones. */
  readonly isEveryResult: boolean
}

const ids = (place: number) => `IN (SELECT value FROM json_each(?${place}))`

/** The results of the versions that are asked for, and pacts without one. Newest first. */
export function matrixRows(database: BrokerDatabase, scope: MatrixScope): MatrixRow[] {
  return database.all(
    `SELECT pact.id AS pact, pact.content, content.sha, consumer.name AS consumer,
       pact.version AS consumerVersion, consumer_version.number AS consumerNumber, provider.name AS provider,
       result.version AS providerVersion, provider_version.number AS providerNumber,
       result.id AS verification, result.success, result.created_at AS verifiedAt,
       pact.created_at AS publishedAt
     FROM pact JOIN content ON content.id = pact.content
       JOIN pacticipant AS consumer ON consumer.id = pact.consumer
       JOIN pacticipant AS provider ON provider.id = pact.provider
       JOIN version AS consumer_version ON consumer_version.id = pact.version
       LEFT JOIN verification AS result ON result.content = pact.content
         AND (result.version ${ids(1)} OR pact.provider ${ids(2)})
         AND (?5 OR NOT EXISTS (SELECT 1 FROM verification AS newer WHERE newer.content = result.content
           AND newer.version = result.version AND newer.id > result.id))
       LEFT JOIN version AS provider_version ON provider_version.id = result.version
     WHERE pact.id IN (SELECT id FROM pact WHERE version ${ids(1)}
         UNION SELECT id FROM pact WHERE consumer ${ids(2)}) AND pact.provider ${ids(3)}
       AND (pact.consumer ${ids(4)} OR pact.provider ${ids(4)})
     ORDER BY pact.version DESC, result.version DESC, result.id DESC, consumer.name, provider.name`,
    ...[scope.versions, scope.anyVersionOf, scope.pacticipants, scope.specified].map((list) =>
      JSON.stringify(list),
    ),
    scope.isEveryResult,
  )
}

import type { BrokerDatabase } from './broker-database.ts'

/** Two applications that have a contract. */
export interface Integration {
  readonly consumerId: number
  readonly consumer: string
  readonly providerId: number
  readonly provider: string
}

/** A contract with its latest pact, and the latest result of that. */
export interface IntegrationState extends Integration {
  /** When the first pact was published. */
  readonly createdAt: string
  /** The id of the version of the consumer, and its number. */
  readonly consumerVersion: number
  readonly number: string
  readonly publishedAt: string
  /** All of these are `null` as long as nobody has verified the latest pact. */
  readonly providerVersion: number | null
  readonly providerNumber: string | null
  readonly success: number | null
  readonly verifiedAt: string | null
}

/** Every contract, by the names of its parties. */
export function integrationStates(database: BrokerDatabase): IntegrationState[] {
  return database.all(
    `SELECT pact.consumer AS consumerId, consumer.name AS consumer, pact.provider AS providerId,
       provider.name AS provider, latest.createdAt, pact.version AS consumerVersion, version.number,
       pact.created_at AS publishedAt, result.version AS providerVersion,
       provider_version.number AS providerNumber, result.success, result.created_at AS verifiedAt
     FROM (SELECT consumer, provider, max(version) AS version, min(created_at) AS createdAt
         FROM pact GROUP BY consumer, provider) AS latest
       JOIN pact ON pact.version = latest.version AND pact.provider = latest.provider
       JOIN version ON version.id = pact.version
       JOIN pacticipant AS consumer ON consumer.id = pact.consumer
       JOIN pacticipant AS provider ON provider.id = pact.provider
       LEFT JOIN verification AS result
         ON result.id = (SELECT max(id) FROM verification WHERE content = pact.content)
       LEFT JOIN version AS provider_version ON provider_version.id = result.version
     ORDER BY consumer.name, provider.name`,
  )
}

const ids = (place: number) => `IN (SELECT value FROM json_each(?${place}))`

/** Whose contracts are asked for, as ids. */
export interface IntegrationScope {
  /** Versions of consumers. */
  readonly versions: readonly number[]
  /** Consumers of which every version counts. */
  readonly consumers: readonly number[]
  readonly providers: readonly number[]
}

/** Every contract of versions, of consumers and of providers. */
export function integrationsOf(database: BrokerDatabase, scope: IntegrationScope): Integration[] {
  return database.all(
    `SELECT consumer.id AS consumerId, consumer.name AS consumer, provider.id AS providerId,
       provider.name AS provider
     FROM (SELECT consumer, provider FROM pact WHERE version ${ids(1)}
         UNION SELECT consumer, provider FROM pact WHERE consumer ${ids(2)}
         UNION SELECT consumer, provider FROM pact WHERE provider ${ids(3)}) AS pair
       JOIN pacticipant AS consumer ON consumer.id = pair.consumer
       JOIN pacticipant AS provider ON provider.id = pair.provider`,
    ...[scope.versions, scope.consumers, scope.providers].map((list) => JSON.stringify(list)),
  )
}

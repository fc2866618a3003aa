import { randomUUID } from 'node:crypto'
import { type BrokerDatabase, now } from './broker-database.ts'

/** Something that happens in a broker and that somebody may want to be told. */
export const WEBHOOK_EVENTS = [
  'contract_published',
  'contract_content_changed',
  'contract_requiring_verification_published',
  'provider_verification_published',
  'provider_verification_succeeded',
  'provider_verification_failed',
] as const

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** Which applications a webhook is about: one by name, those with a label, or all. */
export interface WebhookParty {
  readonly name?: string | null | undefined
  readonly label?: string | null | undefined
}

/** What is sent; texts may hold `${pactbroker.…}` parameters. */
export interface WebhookRequest {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>> | null | undefined
  readonly body?: unknown
  readonly username?: string | null | undefined
  readonly password?: string | null | undefined
}

/** When to send what. */
export interface WebhookDefinition {
  readonly description?: string | null | undefined
  readonly consumer?: WebhookParty | null | undefined
  readonly provider?: WebhookParty | null | undefined
  readonly enabled?: boolean | null | undefined
  readonly events: readonly { readonly name: WebhookEvent }[]
  readonly request: WebhookRequest
}

export interface Webhook {
  readonly id: number
  readonly uuid: string
  readonly definition: WebhookDefinition
  readonly createdAt: string
  readonly updatedAt: string
}

export type DeliveryStatus = 'not_run' | 'retrying' | 'success' | 'failure'

/** One request of a webhook, with its repetitions. */
export interface Delivery {
  readonly id: number
  readonly uuid: string
  readonly webhook: string
  readonly event: WebhookEvent
  readonly status: DeliveryStatus
  readonly attempts: number
  readonly log: string
  readonly createdAt: string
}

type WebhookRow = Omit<Webhook, 'definition'> & { readonly definition: string }

const COLUMNS = 'id, uuid, definition, created_at AS createdAt, updated_at AS updatedAt'
const DELIVERY_COLUMNS = `delivery.id, delivery.uuid, webhook.uuid AS webhook, event, status, attempts, log,
  delivery.created_at AS createdAt FROM delivery JOIN webhook ON webhook.id = delivery.webhook`

export function listWebhooks(database: BrokerDatabase): Webhook[] {
  return database.all<WebhookRow>(`SELECT ${COLUMNS} FROM webhook ORDER BY id`).map(toWebhook)
}

export function findWebhook(database: BrokerDatabase, uuid: string): Webhook | undefined {
  const row = database.first<WebhookRow>(`SELECT ${COLUMNS} FROM webhook WHERE uuid = ?`, uuid)
  return row === undefined ? undefined : toWebhook(row)
}

/** Adds one, or changes the one with that uuid. */
export function saveWebhook(
  database: BrokerDatabase,
  definition: WebhookDefinition,
  uuid: string = randomUUID(),
): Webhook {
  database.run(
    `INSERT INTO webhook (uuid, definition, created_at, updated_at) VALUES (?1, ?2, ?3, ?3)
     ON CONFLICT (uuid) DO UPDATE SET definition = excluded.definition, updated_at = excluded.updated_at`,
    ...[uuid, JSON.stringify(definition), now()],
  )
  return findWebhook(database, uuid)!
}

export function removeWebhook(database: BrokerDatabase, uuid: string): void {
  database.run('DELETE FROM webhook WHERE uuid = ?', uuid)
}

/** What a delivery is about. */
export interface DeliveryCause {
  readonly webhook: number
  readonly event: WebhookEvent
  readonly pact?: number | undefined
  readonly verification?: number | undefined
}

export function addDelivery(database: BrokerDatabase, cause: DeliveryCause): string {
  const uuid = randomUUID()
  database.run(
    `INSERT INTO delivery (uuid, webhook, event, pact, verification, status, attempts, log, created_at)
     VALUES (?, ?, ?, ?, ?, 'not_run', 0, '', ?)`,
    ...[uuid, cause.webhook, cause.event, cause.pact, cause.verification, now()],
  )
  return uuid
}

export function updateDelivery(
  database: BrokerDatabase,
  uuid: string,
  { status, attempts, log }: Pick<Delivery, 'status' | 'attempts' | 'log'>,
): void {
  database.run(
    'UPDATE delivery SET status = ?, attempts = ?, log = ? WHERE uuid = ?',
    ...[status, attempts, log, uuid],
  )
}

/** Ends what an earlier process of this broker left undone. */
export function abandonDeliveries(database: BrokerDatabase): void {
  database.run(
    `UPDATE delivery SET status = 'failure', log = log || 'the broker was stopped before it was sent'
     WHERE status IN ('not_run', 'retrying')`,
  )
}

export function findDelivery(database: BrokerDatabase, uuid: string): Delivery | undefined {
  return database.first(`SELECT ${DELIVERY_COLUMNS} WHERE delivery.uuid = ?`, uuid)
}

/** Newest first, at most a hundred. */
export function listDeliveries(
  database: BrokerDatabase,
  about: { readonly pact?: number; readonly verification?: number },
): Delivery[] {
  return database.all(
    `SELECT ${DELIVERY_COLUMNS} WHERE (?1 IS NULL OR pact = ?1) AND (?2 IS NULL OR verification = ?2)
     ORDER BY delivery.id DESC LIMIT 100`,
    ...[about.pact, about.verification],
  )
}

function toWebhook(row: WebhookRow): Webhook {
  return { ...row, definition: JSON.parse(row.definition) as WebhookDefinition }
}

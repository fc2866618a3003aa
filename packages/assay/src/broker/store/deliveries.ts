import { randomUUID } from 'node:crypto'
import { type BrokerDatabase, now } from './broker-database.ts'
import type { WebhookEvent } from './webhooks.ts'

/** How many deliveries of one webhook are kept. */
const MAX_KEPT = 1_000

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

const COLUMNS = `delivery.id, delivery.uuid, webhook.uuid AS webhook, event, status, attempts, log,
  delivery.created_at AS createdAt FROM delivery JOIN webhook ON webhook.id = delivery.webhook`

/** What a delivery is about. */
export interface DeliveryCause {
  readonly webhook: number
  readonly event: WebhookEvent
  readonly pact?: number | undefined
  readonly verification?: number | undefined
}

/** Adds one; the oldest of the webhook go when there are too many. */
export function addDelivery(database: BrokerDatabase, cause: DeliveryCause): string {
  const uuid = randomUUID()
  database.run(
    `DELETE FROM delivery WHERE webhook = ?1 AND id <=
       (SELECT id FROM delivery WHERE webhook = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
    ...[cause.webhook, MAX_KEPT - 1],
  )
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
  return database.first(`SELECT ${COLUMNS} WHERE delivery.uuid = ?`, uuid)
}

/** Newest first, at most a hundred. */
export function listDeliveries(
  database: BrokerDatabase,
  about: { readonly pact?: number; readonly verification?: number },
): Delivery[] {
  return database.all(
    `SELECT ${COLUMNS} WHERE (?1 IS NULL OR pact = ?1) AND (?2 IS NULL OR verification = ?2)
     ORDER BY delivery.id DESC LIMIT 100`,
    ...[about.pact, about.verification],
  )
}

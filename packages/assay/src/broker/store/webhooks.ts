import { randomUUID } from 'node:crypto'
import { parseExactly } from '../../contract/file/exact-json.ts'
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

type WebhookRow = Omit<Webhook, 'definition'> & { readonly definition: string }

const COLUMNS = 'id, uuid, definition, created_at AS createdAt, updated_at AS updatedAt'

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

function toWebhook(row: WebhookRow): Webhook {
  return { ...row, definition: parseExactly(row.definition) as unknown as WebhookDefinition }
}

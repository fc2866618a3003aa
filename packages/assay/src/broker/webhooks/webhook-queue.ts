import { setTimeout as pause } from 'node:timers/promises'
import type { BrokerDatabase } from '../store/broker-database.ts'
import { labelsOf } from '../store/pacticipants.ts'
import {
  abandonDeliveries,
  addDelivery,
  listWebhooks,
  updateDelivery,
  type Webhook,
  type WebhookParty,
} from '../store/webhooks.ts'
import type { Occurrence } from './occurrence.ts'
import { type Attempt, sendWebhook } from './send-webhook.ts'
import { webhookValues } from './webhook-values.ts'

const REQUEST_TIMEOUT_MS = 10_000
const RETRY_PAUSES_MS = [1_000, 10_000, 60_000]
/** Webhooks that wait to be sent; what comes when so many wait is recorded as failed. */
const MAX_WAITING = 1_000
const MAX_SENT_AT_ONCE = 4

/** How webhooks are sent. */
export interface WebhookOptions {
  /** How long to wait before each repetition. Default: 1 s, 10 s, 60 s. */
  readonly webhookRetryPausesMs?: readonly number[]
}

interface Task {
  readonly delivery: string
  readonly webhook: Webhook
  readonly occurrence: Occurrence
}

/** Sends webhooks one after the other while the broker goes on answering. */
export class WebhookQueue implements AsyncDisposable {
  readonly #database: BrokerDatabase
  readonly #pausesMs: readonly number[]
  readonly #stopping = new AbortController()
  readonly #waiting: Task[] = []
  readonly #running = new Set<Promise<void>>()

  constructor(database: BrokerDatabase, { webhookRetryPausesMs = RETRY_PAUSES_MS }: WebhookOptions = {}) {
    this.#database = database
    this.#pausesMs = webhookRetryPausesMs
    abandonDeliveries(database)
  }

  /** Sends what the webhooks for this want to send, later. How many that are. */
  fire(occurrence: Occurrence): number {
    const { event, pact, verification } = occurrence
    const wanted = listWebhooks(this.#database).filter((webhook) =>
      isWanted(this.#database, webhook, occurrence),
    )
    for (const webhook of wanted) {
      const cause = { webhook: webhook.id, event, pact: pact.id, verification: verification?.id }
      const delivery = addDelivery(this.#database, cause)
      if (this.#waiting.length < MAX_WAITING) this.#waiting.push({ delivery, webhook, occurrence })
      else
        updateDelivery(this.#database, delivery, {
          status: 'failure',
          attempts: 0,
          log: `${MAX_WAITING} others were waiting`,
        })
    }
    this.#sendNext()
    return wanted.length
  }

  /** Sends a webhook once, now. */
  execute(webhook: Webhook, occurrence: Occurrence): Promise<Attempt> {
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)])
    return sendWebhook(webhook.definition.request, webhookValues(this.#database, occurrence), signal)
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('the broker stops'))
    this.#waiting.length = 0
    await this.settled()
    abandonDeliveries(this.#database)
  }

  #sendNext(): void {
    while (this.#running.size < MAX_SENT_AT_ONCE && !this.#stopping.signal.aborted) {
      const task = this.#waiting.shift()
      if (task === undefined) return
      const sending = this.#send(task).finally(() => {
        this.#running.delete(sending)
        this.#sendNext()
      })
      this.#running.add(sending)
    }
  }

  async #send({ delivery, webhook, occurrence }: Task): Promise<void> {
    const logs: string[] = []
    for (let attempts = 1; ; attempts += 1) {
      const attempt = await this.execute(webhook, occurrence)
      logs.push(`attempt ${attempts}\n${attempt.log}`)
      const pauseMs = attempt.isSuccess ? undefined : this.#pausesMs[attempts - 1]
      const isLast = pauseMs === undefined || this.#stopping.signal.aborted
      const end = attempt.isSuccess ? 'success' : 'failure'
      const status = isLast ? end : 'retrying'
      updateDelivery(this.#database, delivery, { status, attempts, log: logs.join('\n\n') })
      if (isLast) return
      // Aborted when the broker stops; the next attempt then fails at once and is the last.
      await pause(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined)
    }
  }
}

function isWanted(database: BrokerDatabase, { definition }: Webhook, { event, pact }: Occurrence): boolean {
  if (definition.enabled === false || !definition.events.some(({ name }) => name === event)) return false
  const labels = labelsOf(database, [pact.consumerId, pact.providerId])
  return (
    isAbout(definition.consumer, pact.consumer, labels.get(pact.consumerId)) &&
    isAbout(definition.provider, pact.provider, labels.get(pact.providerId))
  )
}

function isAbout(
  party: WebhookParty | null | undefined,
  name: string,
  labels: readonly string[] = [],
): boolean {
  const isNamed = party?.name === undefined || party.name === null || party.name === name
  const isLabelled = party?.label === undefined || party.label === null || labels.includes(party.label)
  return isNamed && isLabelled
}

import type { BrokerDatabase } from '../store/broker-database.ts'
import { abandonDeliveries, addDelivery, updateDelivery } from '../store/deliveries.ts'
import { listWebhooks, type Webhook } from '../store/webhooks.ts'
import { isAllowedHost } from './allowed-host.ts'
import { isWanted } from './is-wanted.ts'
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
  /** Hosts that webhooks may be sent to, such as `*.example.com`. Default: all; their answers are then not shown. */
  readonly webhookHosts?: readonly string[] | undefined
  /** Told of what should not happen. */
  readonly onError?: (error: unknown) => void
}

interface Task {
  readonly delivery: string
  readonly webhook: Webhook
  readonly occurrence: Occurrence
  readonly logs: readonly string[]
}

/** Sends webhooks while the broker goes on answering. One that is repeated keeps no other waiting. */
export class WebhookQueue implements AsyncDisposable {
  readonly #database: BrokerDatabase
  readonly #options: WebhookOptions
  readonly #stopping = new AbortController()
  readonly #waiting: Task[] = []
  readonly #pausing = new Map<Task, NodeJS.Timeout>()
  #sending = 0
  #idle = Promise.withResolvers<void>()

  constructor(database: BrokerDatabase, options: WebhookOptions = {}) {
    this.#database = database
    this.#options = options
    this.#idle.resolve()
    abandonDeliveries(database)
  }

  /** Whether webhooks may be sent to an address. */
  isAllowed(url: string): boolean {
    return isAllowedHost(url, this.#options.webhookHosts)
  }

  /** Sends what the webhooks for this want to send, once what happened is stored for good. How many that are. */
  fire(occurrence: Occurrence): number {
    const { event, pact, verification } = occurrence
    const all = listWebhooks(this.#database)
    const wanted = all.filter((webhook) => isWanted(this.#database, webhook, occurrence))
    const tasks = wanted.map((webhook): Task => {
      const cause = { webhook: webhook.id, event, pact: pact.id, verification: verification?.id }
      return { delivery: addDelivery(this.#database, cause), webhook, occurrence, logs: [] }
    })
    this.#database.whenCommitted(() => {
      for (const task of tasks) this.#enqueue(task)
      this.#sendNext()
    })
    return tasks.length
  }

  /** Sends a webhook once, now. */
  execute(webhook: Pick<Webhook, 'definition'>, occurrence: Occurrence): Promise<Attempt> {
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)])
    const { request } = webhook.definition
    if (!this.isAllowed(request.url)) {
      return Promise.resolve({ isSuccess: false, log: 'not sent: webhooks may not be sent to this host' })
    }
    const isAnswerShown = this.#options.webhookHosts !== undefined
    return sendWebhook(request, webhookValues(this.#database, occurrence), { signal, isAnswerShown })
  }

  /** Resolves when nothing waits any more. */
  settled(): Promise<void> {
    return this.#idle.promise
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('the broker stops'))
    const undone = [...this.#waiting, ...this.#pausing.keys()]
    for (const timer of this.#pausing.values()) clearTimeout(timer)
    this.#waiting.length = 0
    this.#pausing.clear()
    for (const task of undone) this.#record(task, 'failure', [...task.logs, 'the broker stopped'])
    this.#settle()
    await this.settled()
  }

  #enqueue(task: Task): void {
    if (this.#isIdle()) this.#idle = Promise.withResolvers<void>()
    if (this.#waiting.length + this.#pausing.size < MAX_WAITING) this.#waiting.push(task)
    else this.#record(task, 'failure', [`${MAX_WAITING} others were waiting`])
  }

  #sendNext(): void {
    while (this.#sending < MAX_SENT_AT_ONCE) {
      const task = this.#waiting.shift()
      if (task === undefined) break
      this.#sending += 1
      void this.#send(task)
    }
    this.#settle()
  }

  async #send(task: Task): Promise<void> {
    try {
      const { isSuccess, log } = await this.execute(task.webhook, task.occurrence)
      const logs = [...task.logs, `attempt ${task.logs.length + 1}\n${log}`]
      const pauseMs = (this.#options.webhookRetryPausesMs ?? RETRY_PAUSES_MS)[task.logs.length]
      if (isSuccess) this.#record(task, 'success', logs)
      else if (pauseMs === undefined || this.#stopping.signal.aborted) this.#record(task, 'failure', logs)
      else this.#repeat({ ...task, logs }, pauseMs)
    } catch (error) {
      // What is sent is looked up and recorded in the file, which may fail.
      this.#options.onError?.(error)
    } finally {
      this.#sending -= 1
      this.#sendNext()
    }
  }

  #repeat(task: Task, pauseMs: number): void {
    this.#record(task, 'retrying', task.logs)
    const timer = setTimeout(() => {
      this.#pausing.delete(task)
      this.#waiting.push(task)
      this.#sendNext()
    }, pauseMs)
    this.#pausing.set(task, timer)
  }

  #record({ delivery }: Task, status: 'success' | 'failure' | 'retrying', logs: readonly string[]): void {
    const attempts = logs.filter((log) => log.startsWith('attempt ')).length
    updateDelivery(this.#database, delivery, { status, attempts, log: logs.join('\n\n') })
  }

  #isIdle(): boolean {
    return this.#waiting.length + this.#pausing.size + this.#sending === 0
  }

  #settle(): void {
    if (this.#isIdle()) this.#idle.resolve()
  }
}

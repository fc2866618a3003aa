import { type Kysely, sql, type Transaction } from 'kysely'
import type { Broker } from './broker.ts'
import type { Logger } from './logger.ts'
import { EXCHANGE } from './topology.ts'

const BATCH_SIZE = 100
const BATCH_TIMEOUT_MS = 5000
// No message is delivered again as late as this.
const INBOX_KEPT_DAYS = 7
const PRUNE_EVERY_MS = 3_600_000

interface StoredEvent {
  readonly id: number
  readonly message_id: string
  readonly type: string
  readonly aggregate_id: string
  readonly data: object
  readonly headers: Record<string, unknown>
}

/** Between which database and which broker, and how often to look without being woken. */
export interface OutboxRelayOptions<Tables> {
  readonly database: Kysely<Tables>
  readonly broker: Broker
  readonly pollMs: number
  readonly log: Logger
}

/** Publishes what the outbox holds: at once when woken, and by polling for what another instance left behind. */
export class OutboxRelay<Tables> implements AsyncDisposable {
  readonly #options: OutboxRelayOptions<Tables>
  readonly #finished: Promise<void>
  #awake = Promise.withResolvers<void>()
  #stopping = false
  #prunedAt = 0

  constructor(options: OutboxRelayOptions<Tables>) {
    this.#options = options
    options.broker.onConnected(() => this.wake())
    this.#finished = this.#run()
  }

  /** Says that there is something to publish. */
  wake(): void {
    this.#awake.resolve()
  }

  /** Publishes what is left, then stops. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true
    this.wake()
    await this.#finished
  }

  async #run(): Promise<void> {
    let last = false
    while (!last) {
      await this.#pause()
      last = this.#stopping
      await this.#publishAll().catch((error) => {
        this.#options.log.warn({ err: error }, 'events stay in the outbox for now')
      })
    }
  }

  async #pause(): Promise<void> {
    const timer = setTimeout(() => this.wake(), this.#options.pollMs)
    await this.#awake.promise
    clearTimeout(timer)
    this.#awake = Promise.withResolvers()
  }

  async #publishAll(): Promise<void> {
    const { broker, database } = this.#options
    let more = true
    while (more && broker.ready) {
      const { found, failure } = await database.transaction().execute((t) => this.#publishBatch(t))
      if (failure) throw failure
      more = found === BATCH_SIZE
    }
    if (Date.now() - this.#prunedAt > PRUNE_EVERY_MS) await this.#pruneInbox()
  }

  async #pruneInbox(): Promise<void> {
    const old = sql`delete from inbox where handled_at < now() - make_interval(days => ${INBOX_KEPT_DAYS})`
    await old.execute(this.#options.database)
    this.#prunedAt = Date.now()
  }

  async #publishBatch(transaction: Transaction<Tables>) {
    // One relay at a time per database, or two instances could overtake each other within one aggregate.
    await sql`select pg_advisory_xact_lock(hashtext('outbox'))`.execute(transaction)
    const { rows } = await sql<StoredEvent>`select * from outbox order by id limit ${BATCH_SIZE}`.execute(
      transaction,
    )
    const { sent, failure } = await publishInOrder(rows, this.#options.broker)
    if (sent.length > 0) await sql`delete from outbox where id = any(${sent})`.execute(transaction)
    return { found: rows.length, failure }
  }
}

/** Publishes aggregates side by side and the events of each in order, so the first failure ends its aggregate. */
async function publishInOrder(events: readonly StoredEvent[], broker: Broker) {
  const deadline = AbortSignal.timeout(BATCH_TIMEOUT_MS)
  const sent: number[] = []
  const aggregates = [...Map.groupBy(events, (event) => event.aggregate_id).values()]
  const outcomes = await Promise.allSettled(
    aggregates.map(async (ofOneAggregate) => {
      for (const { id, message_id: messageId, type, headers, data: body } of ofOneAggregate) {
        deadline.throwIfAborted()
        await broker.publish({ exchange: EXCHANGE, routingKey: type, messageId, type, headers, body })
        sent.push(id)
      }
    }),
  )
  const failure = outcomes.find((outcome) => outcome.status === 'rejected')?.reason as unknown
  return { sent, failure }
}

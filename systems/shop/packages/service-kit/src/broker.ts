import { type AsyncMessage, Connection, type Consumer, ConsumerStatus, type Publisher } from 'rabbitmq-client'
import { withDeadline } from './deadline.ts'
import type { Logger } from './logger.ts'
import { declarations, type QueueName } from './topology.ts'

const PUBLISH_TIMEOUT_MS = 3000
const PREFETCH = 10

/** A message on its way to the broker. Without an exchange the routing key names a queue. */
export interface OutgoingMessage {
  readonly exchange?: string
  readonly routingKey: string
  readonly messageId: string
  readonly type: string
  readonly headers: Record<string, unknown>
  readonly body: unknown
  /** How long the message waits in its queue before it is dead-lettered. */
  readonly expiresAfterMs?: number
}

/** A message as it came from the broker. */
export type Delivery = AsyncMessage

/** A connection to RabbitMQ that comes back by itself, with all declarations and subscriptions. */
export class Broker implements AsyncDisposable {
  readonly #connection: Connection
  readonly #publisher: Publisher
  readonly #consumers: Consumer[] = []
  readonly #log: Logger

  constructor({ url, log }: { url: string; log: Logger }) {
    this.#log = log
    this.#connection = new Connection({
      url,
      noDelay: true,
      heartbeat: 10,
      connectionTimeout: 5000,
      acquireTimeout: PUBLISH_TIMEOUT_MS,
      retryLow: 100,
      retryHigh: 3000,
    })
    this.#connection.on('error', (error) => log.warn({ err: error }, 'broker connection lost'))
    this.#connection.on('connection', () => log.info('broker connected'))
    this.#publisher = this.#connection.createPublisher({ confirm: true, ...declarations })
  }

  /** Whether publishing is worth a try now. */
  get ready(): boolean {
    return this.#connection.ready
  }

  /** Calls `listener` whenever the connection is made again. */
  onConnected(listener: () => void): void {
    this.#connection.on('connection', listener)
  }

  /** Resolves when the broker has confirmed that it keeps the message. */
  publish({ body, expiresAfterMs, ...envelope }: OutgoingMessage): Promise<void> {
    const timestamp = Math.floor(Date.now() / 1000)
    const expiration = expiresAfterMs === undefined ? undefined : String(expiresAfterMs)
    const sent = this.#publisher.send({ ...envelope, durable: true, timestamp, expiration }, body)
    return withDeadline(sent, PUBLISH_TIMEOUT_MS, `publishing ${envelope.type}`)
  }

  /** Hands every message of a queue to `receive`. A message is acknowledged when it resolves, else requeued. */
  subscribe(queue: QueueName, receive: (delivery: Delivery) => Promise<void>): AsyncDisposable {
    const { exchanges, queueBindings } = declarations
    const consumer = this.#connection.createConsumer(
      {
        queue,
        queueOptions: { durable: true },
        exchanges,
        queueBindings: queueBindings.filter((binding) => binding.queue === queue),
        qos: { prefetchCount: PREFETCH },
        concurrency: PREFETCH,
      },
      async (delivery) => {
        await receive(delivery)
        return ConsumerStatus.ACK
      },
    )
    consumer.on('error', (error) => this.#log.warn({ err: error, queue }, 'consumer interrupted'))
    this.#consumers.push(consumer)
    return { [Symbol.asyncDispose]: () => consumer.close() }
  }

  /** Rejects unless the broker is connected and every subscription stands. */
  async check(): Promise<void> {
    if (!this.#connection.ready) throw new Error('not connected')
    if (this.#consumers.some((consumer) => !consumer.consumerTag))
      throw new Error('a subscription is not standing')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Closing rejects when the connection is already lost; then there is nothing left to close.
    await this.#publisher.close().catch((error) => this.#log.debug({ err: error }, 'publisher was not open'))
    await this.#connection.close()
  }
}

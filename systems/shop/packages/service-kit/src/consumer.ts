import { z } from 'zod'
import type { Broker, Delivery } from './broker.ts'
import { isDatabaseAway } from './database-errors.ts'
import type { Logger } from './logger.ts'
import { outgoingHeaders, readContext, runInContext } from './request-context.ts'
import type { QueueName } from './topology.ts'

const LONGEST_DELAY_MS = 30_000
const DELAY_WHILE_AWAY_MS = 1000

/** What is known of a message besides its body. */
export interface Message {
  readonly queue: QueueName
  readonly messageId: string
  readonly type: string
  /** How often it was tried, this time included. */
  readonly attempt: number
}

/** Does what a message asks for. Throwing means: try again later. */
export type Handle<Body> = (body: Body, message: Message) => Promise<void>

/** A handler that checks the body first. */
export type MessageHandler = (body: unknown, message: Message) => Promise<void>

/** What a consumer needs, and how patient it is. */
export interface ConsumerOptions {
  readonly broker: Broker
  readonly queue: QueueName
  /** One handler for each type of message the queue receives. */
  readonly handlers: Readonly<Record<string, MessageHandler>>
  /** How often a failing message is tried before it goes to `<queue>.dead`. */
  readonly attempts: number
  /** The wait before the second attempt; it doubles with each further one. */
  readonly retryMs: number
  readonly log: Logger
}

/** Ties a handler to what it needs of a message; a message without that is malformed. */
export function onMessage<Body>(schema: z.ZodType<Body>, handle: Handle<Body>): MessageHandler {
  return async (body, message) => {
    const parsed = schema.safeParse(body)
    if (!parsed.success) throw new MalformedMessage(`the body is malformed: ${z.prettifyError(parsed.error)}`)
    await handle(parsed.data, message)
  }
}

/** Consumes a queue. Failing messages are tried again with back-off, then dead-lettered; malformed ones at once. */
export function startConsumer(options: ConsumerOptions): AsyncDisposable {
  return options.broker.subscribe(options.queue, (delivery) =>
    runInContext(readContext(delivery.headers), () => receive(delivery, options)),
  )
}

/** How long a message waits after its `attempt`th failure. */
export function retryDelayMs(attempt: number, retryMs: number): number {
  return Math.min(retryMs * 2 ** (attempt - 1), LONGEST_DELAY_MS)
}

class MalformedMessage extends Error {
  override name = 'MalformedMessage'
}

async function receive(delivery: Delivery, options: ConsumerOptions): Promise<void> {
  const { queue, log } = options
  const { messageId = '', type = delivery.routingKey } = delivery
  const message = { queue, messageId, type, attempt: Number(delivery.headers?.['x-attempt'] ?? 1) }
  const startedAt = performance.now()
  try {
    const handler = options.handlers[type]
    if (!handler || !messageId) throw new MalformedMessage('the message has no id or an unknown type')
    await handler(delivery.body, message)
    log.info({ ...message, durationMs: Math.round(performance.now() - startedAt) }, 'message handled')
  } catch (error) {
    log.warn({ err: error, ...message }, 'message failed')
    await handBack(delivery, { ...message, error }, options)
  }
}

/** Gives a failed message to its retry queue or its dead queue; rejecting makes the broker requeue the original. */
async function handBack(
  delivery: Delivery,
  { error, messageId, type, attempt }: Message & { error: unknown },
  { broker, queue, attempts, retryMs, log }: ConsumerOptions,
): Promise<void> {
  // While the database is away the fault is not the message's, so the attempt does not count.
  const away = isDatabaseAway(error)
  const dead = error instanceof MalformedMessage || (!away && attempt >= attempts)
  const delayMs = away ? DELAY_WHILE_AWAY_MS : retryDelayMs(attempt, retryMs)
  const reason = String(error instanceof Error ? error.message : error).slice(0, 500)
  await broker.publish({
    routingKey: dead ? `${queue}.dead` : `${queue}.retry`,
    messageId,
    type,
    headers: { ...outgoingHeaders(), 'x-attempt': dead || away ? attempt : attempt + 1, 'x-error': reason },
    body: delivery.body,
    expiresAfterMs: dead ? undefined : delayMs,
  })
  if (dead) log.error({ queue, messageId, type, reason }, 'message dead-lettered')
}

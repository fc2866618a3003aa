import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { Broker } from './broker.ts'
import { type MessageHandler, startConsumer } from './consumer.ts'
import type { Logger } from './logger.ts'
import { createOutbox } from './outbox.ts'
import { OutboxRelay } from './outbox-relay.ts'
import type { messagingVariables } from './settings.ts'
import type { QueueName } from './topology.ts'

/** The database that holds outbox and inbox, and the variables about messages. */
export interface MessagingOptions<Tables> {
  readonly database: Kysely<Tables>
  readonly settings: z.output<z.ZodObject<typeof messagingVariables>>
  readonly log: Logger
}

/** Opens what a service needs to send and receive messages; `resources` will close it. */
export function openMessaging<Tables>(
  resources: AsyncDisposableStack,
  { database, settings, log }: MessagingOptions<Tables>,
) {
  const broker = resources.use(new Broker({ url: settings.AMQP_URL, log }))
  const relay = resources.use(new OutboxRelay({ database, broker, pollMs: settings.OUTBOX_POLL_MS, log }))
  const { MESSAGE_ATTEMPTS: attempts, MESSAGE_RETRY_MS: retryMs } = settings
  return {
    broker,
    outbox: createOutbox(database, () => relay.wake()),
    consume(queue: QueueName, handlers: Readonly<Record<string, MessageHandler>>): void {
      resources.use(startConsumer({ broker, queue, handlers, attempts, retryMs, log }))
    },
  }
}

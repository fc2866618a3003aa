import type { ChannelModel, ConfirmChannel, ConsumeMessage } from 'amqplib'
import type { RabbitmqConnection } from '../model/resource.ts'
import { importDriver } from './import-driver.ts'
import type { HandleScope } from './resource-handle.ts'

const MAX_COLLECTED = 10_000

/** A message as it was received. */
export interface ReceivedMessage<Body = unknown> {
  readonly body: Body
  readonly routingKey: string
  readonly exchange: string
  readonly messageId: string | undefined
  readonly headers: Readonly<Record<string, unknown>>
  readonly isRedelivered: boolean
}

export interface PublishOptions {
  readonly messageId?: string
  readonly headers?: Readonly<Record<string, unknown>>
}

/** Messages that arrived since {@link RabbitmqHandle.collect} was called, oldest first. */
export interface Collected<Body = unknown> {
  readonly messages: readonly ReceivedMessage<Body>[]
}

/** A RabbitMQ vhost, as a test uses it. */
export interface RabbitmqHandle extends RabbitmqConnection {
  /** Publishes JSON and resolves when the broker has it. An empty exchange addresses a queue by name. */
  publish(exchange: string, routingKey: string, body: unknown, options?: PublishOptions): Promise<void>
  /** Copies of what is published to an exchange from now on; nobody else misses a message. */
  collect<Body = unknown>(exchange: string, pattern?: string): Promise<Collected<Body>>
  /** Messages waiting in a queue, not counting those a consumer holds. */
  queueSize(queue: string): Promise<number>
  /** A connection of `amqplib`, closed with the test. */
  connect(): Promise<ChannelModel>
  /** A vhost that only this test uses. */
  fresh(): Promise<RabbitmqHandle>
}

export function createRabbitmqHandle(
  name: string,
  connection: RabbitmqConnection,
  scope: HandleScope,
): RabbitmqHandle {
  let shared: Promise<ConfirmChannel> | undefined
  const connect = async () => {
    const { connect: open } = await importDriver('amqplib', () => import('amqplib'))
    const client = await open(connection.url, { noDelay: true })
    // A connection that breaks is seen by whoever uses it next.
    client.on('error', () => undefined)
    scope.onEnd(() => client.close())
    return client
  }
  const channel = () => {
    shared ??= connect().then((client) => client.createConfirmChannel())
    return shared
  }
  return {
    ...connection,
    connect,
    async publish(exchange, routingKey, body, options = {}) {
      const open = await channel()
      const content = Buffer.from(JSON.stringify(body))
      open.publish(exchange, routingKey, content, {
        contentType: 'application/json',
        persistent: true,
        messageId: options.messageId ?? crypto.randomUUID(),
        headers: { ...options.headers },
      })
      await open.waitForConfirms()
    },
    async collect<Body>(exchange: string, pattern = '#') {
      const open = await channel()
      const messages: ReceivedMessage<Body>[] = []
      const { queue } = await open.assertQueue('', { exclusive: true, autoDelete: true })
      await open.bindQueue(queue, exchange, pattern)
      const keep = (message: ConsumeMessage | null) => {
        if (message !== null && messages.length < MAX_COLLECTED) messages.push(receivedFrom<Body>(message))
      }
      await open.consume(queue, keep, { noAck: true })
      return { messages }
    },
    async queueSize(queue) {
      return (await (await channel()).checkQueue(queue)).messageCount
    },
    async fresh() {
      const address = (await scope.openNamespace(name)) as RabbitmqConnection
      return createRabbitmqHandle(name, address, scope)
    },
  }
}

function receivedFrom<Body>({ content, fields, properties }: ConsumeMessage): ReceivedMessage<Body> {
  return {
    body: JSON.parse(content.toString()) as Body,
    routingKey: fields.routingKey,
    exchange: fields.exchange,
    messageId: properties.messageId as string | undefined,
    headers: properties.headers ?? {},
    isRedelivered: fields.redelivered,
  }
}

import { setTimeout } from 'node:timers/promises'
import type { Message } from 'amqplib'
import type { MessageRequest, ProducedMessage } from 'assay/contract'

const TIMEOUT_MS = 5000
const PAUSE_MS = 10

/**
 * The event of a type that a service really publishes for a cause: its bytes as they are, and what
 * its consumers need of its properties.
 *
 * @param cause gives the id of what the event is about
 */
export async function sent(
  type: string,
  { environment: { broker }, signal }: MessageRequest,
  cause: () => Promise<string>,
): Promise<ProducedMessage> {
  const channel = await (await broker.connect()).createChannel()
  const { queue } = await channel.assertQueue('', { exclusive: true })
  await channel.bindQueue(queue, 'shop', '#')
  const id = await cause()
  const ending = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
  const others: string[] = []
  while (!ending.aborted) {
    const message = await channel.get(queue, { noAck: true })
    if (message === false) await setTimeout(PAUSE_MS)
    else if (message.fields.routingKey === type && message.content.includes(id)) return produced(message)
    else others.push(message.fields.routingKey)
  }
  throw new Error(`no ${type} about ${id} was published; there were: ${others.join(', ') || 'no events'}`)
}

function produced({ content, fields: { routingKey }, properties }: Message): ProducedMessage {
  const { messageId, contentType } = properties
  return { contents: content, metadata: { routingKey, messageId, contentType } }
}

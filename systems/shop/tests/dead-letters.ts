import { eventually, type RabbitmqHandle } from 'assay/test'

/** A message that a service has given up, and why. */
export interface DeadLetter {
  readonly body: unknown
  readonly reason: string
  readonly attempts: number
}

/** Waits until a message has reached the dead queue of `queue`, and takes it out. */
export async function takeDeadLetter(
  broker: RabbitmqHandle,
  queue: string,
  messageId: string,
): Promise<DeadLetter> {
  const channel = await (await broker.connect()).createChannel()
  return eventually(async () => {
    const message = await channel.get(`${queue}.dead`, { noAck: true })
    if (message === false || message.properties.messageId !== messageId) return undefined
    const headers = message.properties.headers ?? {}
    return {
      body: JSON.parse(message.content.toString()) as unknown,
      reason: String(headers['x-error']),
      attempts: Number(headers['x-attempt']),
    }
  })
}

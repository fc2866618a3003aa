import type { ReceivedMessage } from 'assay/contract'
import type { RabbitmqHandle, ServiceHandle } from 'assay/test'
import { handled } from './log-lines.ts'

/** Publishes a message of a pact as its provider would, and resolves when the service has handled it. */
export async function deliver(
  { contents, metadata }: ReceivedMessage,
  { broker, to }: { readonly broker: RabbitmqHandle; readonly to: ServiceHandle },
): Promise<void> {
  // A service that has seen the id of a message before does nothing, so each delivery has another one.
  const messageId = crypto.randomUUID()
  await broker.publish('shop', String(metadata['routingKey']), contents, { messageId })
  await handled(to, messageId)
}

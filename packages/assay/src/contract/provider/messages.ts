import type { JsonObject } from '../model/json.ts'
import type { ProviderState } from '../model/pact.ts'
import { checkMessages } from './check-registration.ts'

/** A message as a provider makes it. */
export interface ProducedMessage {
  /** A text or bytes are taken as they are; any other value becomes JSON. */
  readonly contents?: unknown
  /** What goes with it. `contentType` says what the contents are. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** What a provider is asked for. */
export interface MessageRequest<Environment = unknown> {
  readonly description: string
  readonly consumer: string | undefined
  readonly states: readonly ProviderState[]
  /** What setting up the states gave, by name. */
  readonly values: JsonObject
  /** For synchronous messages: what the consumer sends. */
  readonly request: ReceivedMessage | undefined
  readonly environment: Environment
  readonly signal: AbortSignal
}

/** A message that the provider gets from the consumer. */
export interface ReceivedMessage {
  readonly contents: Buffer
  /** The value, when the contents are JSON. */
  readonly json: unknown
  readonly metadata: JsonObject
}

/** Makes the message, or, for synchronous messages, the answer or answers to one. */
export type MessageProducer<Environment = unknown> = (
  request: MessageRequest<Environment>,
) => Promise<ProducedMessage | readonly ProducedMessage[]> | ProducedMessage | readonly ProducedMessage[]

/** How a provider makes the messages that pacts name. */
export interface ProviderMessages {
  readonly provider: string
  readonly producers: Readonly<Record<string, MessageProducer<never>>>
}

let defined: ProviderMessages[] = []

/**
 * Says how a provider makes the messages that its consumers' pacts describe: with the functions
 * that it uses itself, so that what is verified is what is sent. Stands beside `states`.
 *
 * @throws AssayError `invalid_message_producer` for what is no function, or a description said twice
 *
 * @example
 * messages('orders', {
 *   'an order was placed': ({ values }) => ({
 *     contents: orderPlaced(values.id),
 *     metadata: { contentType: 'application/json', topic: 'orders' },
 *   }),
 * })
 */
export function messages<Environment = unknown>(
  provider: string,
  producers: Readonly<Record<string, MessageProducer<Environment>>>,
): ProviderMessages {
  const made: ProviderMessages = { provider, producers }
  const known = defined.filter((other) => other.provider === provider)
  checkMessages(made, new Set(known.flatMap((other) => Object.keys(other.producers))))
  defined.push(made)
  return made
}

/** The producers that were defined since the last time. */
export function takeMessages(): readonly ProviderMessages[] {
  const taken = defined
  defined = []
  return taken
}

/** The producers of one provider, of all its files. */
export function messagesOf(
  all: readonly ProviderMessages[],
  provider: string,
): ProviderMessages['producers'] {
  const own = all.filter((one) => one.provider === provider)
  return Object.assign({}, ...own.map(({ producers }) => producers)) as ProviderMessages['producers']
}

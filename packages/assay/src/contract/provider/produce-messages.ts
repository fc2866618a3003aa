import { nearest } from '../../base/nearest.ts'
import { placeOfError } from '../../base/place-of-error.ts'
import { AssayError, configurationError, type Failure, messageOf } from '../../errors/assay-error.ts'
import type { ActualMessage } from '../matching/actual.ts'
import type { AsynchronousMessage, Message, SynchronousMessage } from '../model/pact.ts'
import { fetchMessage } from './fetch-message.ts'
import type { MessageProducer, MessageRequest, ProducedMessage } from './messages.ts'
import { actualMessage, receivedMessage } from './produced-message.ts'
import type { StateCallValues } from './state-call.ts'
import { DEFAULT_STATE_TIMEOUT_MS, type MessageSource, type VerifiedProvider } from './verified-provider.ts'
import { withinTime } from './within-time.ts'

/** What a provider is to make, and what it gets for it. */
export interface WantedMessage {
  readonly interaction: AsynchronousMessage | SynchronousMessage
  readonly request: Message | undefined
}

export type Produced = { readonly messages: readonly ActualMessage[] } | { readonly failure: Failure }

/** Gets the message or messages of a provider, wherever they come from. */
export async function produceMessages(
  wanted: WantedMessage,
  provider: VerifiedProvider,
  context: StateCallValues,
): Promise<Produced> {
  const { messages: source } = provider
  const { description } = wanted.interaction
  try {
    if (source === undefined) throw withoutSource(provider.name, description)
    if ('url' in source) return { messages: [await fetchMessage(source, wanted, { provider, ...context })] }
    const timeoutMs = provider.stateTimeoutMs ?? DEFAULT_STATE_TIMEOUT_MS
    const ask = askOf(source, provider, description)
    const given = await withinTime((signal) => ask(requestFor(wanted, provider, { ...context, signal })), {
      timeoutMs,
      signal: context.signal,
    })
    return { messages: toList(given).map((message) => actualMessage(message, description)) }
  } catch (cause) {
    return { failure: productionFailure(description, cause) }
  }
}

function toList(given: ProducedMessage | readonly ProducedMessage[]): readonly ProducedMessage[] {
  return Array.isArray(given) ? (given as readonly ProducedMessage[]) : [given as ProducedMessage]
}

type Ask = (request: MessageRequest) => ReturnType<MessageProducer>

function askOf(
  source: Exclude<MessageSource, { readonly url: string }>,
  provider: VerifiedProvider,
  description: string,
): Ask {
  const { producers } = source
  if (!Object.hasOwn(producers, description))
    throw unknownMessage(provider.name, description, Object.keys(producers))
  // What the level gives as environment is what the file of the provider was written for.
  return producers[description] as Ask
}

function requestFor(
  { interaction, request }: WantedMessage,
  provider: VerifiedProvider,
  context: StateCallValues & { readonly signal: AbortSignal },
): MessageRequest {
  return {
    description: interaction.description,
    consumer: context.consumer,
    states: structuredClone(interaction.providerStates),
    values: context.values,
    request: request === undefined ? undefined : receivedMessage(request),
    environment: provider.environment,
    signal: context.signal,
  }
}

function productionFailure(description: string, cause: unknown): Failure {
  if (cause instanceof AssayError) {
    const { code, message, evidence, fix } = cause
    const places = placeOfError(cause)
    return { code, message, evidence: [...evidence, ...places], ...(fix === undefined ? {} : { fix }), cause }
  }
  return {
    code: 'message_not_produced',
    message: `The provider could not make message "${description}": ${messageOf(cause)}`,
    evidence: placeOfError(cause),
    fix: 'correct the function that makes it; what it threw is above',
    cause,
  }
}

function withoutSource(provider: string, description: string) {
  return configurationError({
    code: 'no_message_source',
    message: `Nothing says how provider "${provider}" makes message "${description}".`,
    fix: `define it with messages('${provider}', { … }), or give the address of a message proxy`,
  })
}

function unknownMessage(provider: string, description: string, known: readonly string[]) {
  const meant = nearest(description, known)
  const defined = known.map((name) => `"${name}"`).join(', ')
  return configurationError({
    code: 'unknown_message',
    message: `Provider "${provider}" has no function that makes message "${description}".`,
    evidence: [known.length === 0 ? 'no messages are defined' : `defined are: ${defined}`],
    fix: `${meant === undefined ? '' : `is "${meant}" meant? if not, `}add it to the messages of "${provider}"`,
  })
}

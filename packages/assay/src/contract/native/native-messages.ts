import type { Failure } from '../../errors/assay-error.ts'
import { generateMessage } from '../generators/generate-message.ts'
import type { ActualMessage } from '../matching/actual.ts'
import type { Interaction, Message } from '../model/pact.ts'
import { produceMessages } from '../provider/produce-messages.ts'
import { providerGeneration } from '../provider/provider-generation.ts'
import type { StateCallValues } from '../provider/state-call.ts'
import type { VerifiedProvider } from '../provider/verified-provider.ts'

/** The message of an interaction for the verifier, and why there was none, if it asked in vain. */
export interface NativeMessages {
  /** `undefined` when the provider could not make it. */
  readonly produceMessage: () => Promise<ActualMessage | undefined>
  readonly failure: () => Failure | undefined
}

/** Lets the provider make the message when the verifier asks for it. */
export function nativeMessages(
  interaction: Interaction,
  provider: VerifiedProvider,
  context: StateCallValues,
): NativeMessages {
  let failure: Failure | undefined
  return {
    async produceMessage() {
      if (interaction.kind === 'http') return undefined
      const request = requestOf(interaction, provider, context)
      const produced = await produceMessages({ interaction, request }, provider, context)
      if ('messages' in produced) return produced.messages[0]
      failure = produced.failure
      return undefined
    },
    failure: () => failure,
  }
}

function requestOf(
  interaction: Interaction,
  { seed }: VerifiedProvider,
  { values }: StateCallValues,
): Message | undefined {
  if (interaction.kind !== 'synchronous-message') return undefined
  return generateMessage(interaction.request, providerGeneration(interaction, seed, values)).part
}

import { generateMessage } from '../generators/generate-message.ts'
import type { ActualMessage } from '../matching/actual.ts'
import { matchMessage } from '../matching/match-message.ts'
import type { Mismatch } from '../matching/mismatch.ts'
import type { AsynchronousMessage, Message, SynchronousMessage } from '../model/pact.ts'
import { notMet } from './explain-mismatches.ts'
import { interactionName } from './interaction-name.ts'
import { type Finding, failed } from './interaction-result.ts'
import { produceMessages } from './produce-messages.ts'
import { providerGeneration } from './provider-generation.ts'
import type { StateCallValues } from './state-call.ts'
import type { VerifiedProvider } from './verified-provider.ts'

/** Lets the provider make a message that nobody waits for, and compares it with the pact. */
export async function verifyMessage(
  interaction: AsynchronousMessage,
  provider: VerifiedProvider,
  context: StateCallValues,
): Promise<Finding> {
  const produced = await produceMessages({ interaction, request: undefined }, provider, context)
  if ('failure' in produced) return failed(produced.failure)
  const { messages } = produced
  const [actual = NOTHING] = messages
  const mismatches = [...differentCount(1, messages), ...matchMessage(interaction.message, actual)]
  return judged(`Message ${interactionName(interaction)}`, { mismatches, warnings: [], messages })
}

/** Gives the provider a message, and compares what it answers with the pact. */
export async function verifySynchronousMessage(
  interaction: SynchronousMessage,
  provider: VerifiedProvider,
  context: StateCallValues,
): Promise<Finding> {
  const generation = providerGeneration(interaction, provider.seed, context.values)
  const { part: request, problems: warnings } = generateMessage(interaction.request, generation)
  const produced = await produceMessages({ interaction, request }, provider, context)
  if ('failure' in produced) return failed(produced.failure, { warnings })
  const { messages } = produced
  const { responses } = interaction
  const mismatches = [
    ...differentCount(responses.length, messages),
    ...responses.flatMap((expected, index) => matchAt(expected, messages[index], index)),
  ]
  return judged(`The answer to message ${interactionName(interaction)}`, { mismatches, warnings, messages })
}

const NOTHING: ActualMessage = { contents: undefined, contentType: undefined, metadata: {} }

/** A response that is missing is told by the count; the others by what they are. */
function matchAt(expected: Message, actual: ActualMessage | undefined, index: number): readonly Mismatch[] {
  if (actual === undefined) return []
  return matchMessage(expected, actual).map((mismatch) =>
    index === 0 ? mismatch : { ...mismatch, sentence: `Message ${index + 1}: ${mismatch.sentence}` },
  )
}

function differentCount(expected: number, messages: readonly ActualMessage[]): Mismatch[] {
  const actual = messages.length
  if (expected === 0 || actual === expected) return []
  const sentence = `Expected ${count(expected)} but the provider made ${count(actual)}`
  const shown = { expected: String(expected), actual: String(actual) }
  return [{ kind: 'body', where: '', rule: 'equality', ...shown, sentence }]
}

function count(messages: number): string {
  return messages === 1 ? '1 message' : `${messages} messages`
}

interface Compared {
  readonly mismatches: readonly Mismatch[]
  readonly warnings: readonly string[]
  readonly messages: readonly ActualMessage[]
}

function judged(what: string, { mismatches, warnings, messages }: Compared): Finding {
  const failure =
    mismatches.length === 0 ? undefined : notMet(what, mismatches, messages.flatMap(shownMessage))
  return { mismatches, failure, warnings, exchange: undefined }
}

const SHOWN_CHARACTERS = 500

function shownMessage({ contents, metadata }: ActualMessage): string[] {
  const text = Buffer.from(contents ?? []).toString('utf8', 0, SHOWN_CHARACTERS)
  return [`message: ${text}`, `metadata: ${JSON.stringify(metadata)}`]
}

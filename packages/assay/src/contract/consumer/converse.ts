import { type AssayError, configurationError } from '../../errors/assay-error.ts'
import { matchMessage } from '../matching/match-message.ts'
import type { SynchronousMessage } from '../model/pact.ts'
import { describeMismatch } from './describe-mismatch.ts'
import { actualMessage, type ReceivedMessage, receivedMessage, type SentMessage } from './received-message.ts'

/** Sends a message as the consumer does, and gives what comes back. */
export type Send = (message: SentMessage) => Promise<readonly ReceivedMessage[]>

/**
 * Lets a consumer send its message and answers it.
 *
 * @throws AssayError `pact_unexpected_request` or `pact_not_fulfilled`; what the consumer throws
 */
export async function converse<Result>(
  interaction: SynchronousMessage,
  seed: string,
  talk: (send: Send) => Promise<Result> | Result,
): Promise<Result> {
  let sent = 0
  let unexpected: AssayError | undefined
  const send: Send = async (message) => {
    const mismatches = matchMessage(interaction.request, actualMessage(message))
    if (mismatches.length > 0) {
      const wrong = unexpectedMessage(interaction, mismatches.flatMap(describeMismatch))
      unexpected ??= wrong
      throw wrong
    }
    sent += 1
    return interaction.responses.map((response, index) =>
      receivedMessage(response, `${seed} ${sent} ${index}`),
    )
  }
  const result = await talk(send)
  // The consumer may have caught the error, but the message was wrong nevertheless.
  if (unexpected !== undefined) throw unexpected
  if (sent === 0) throw neverSent(interaction)
  return result
}

function unexpectedMessage({ description }: SynchronousMessage, evidence: readonly string[]): AssayError {
  return configurationError({
    code: 'pact_unexpected_request',
    message: `The consumer sent another message than "${description}" expects.`,
    evidence,
    fix: 'correct the consumer, or the interaction if the message is as it should be',
  })
}

function neverSent({ description }: SynchronousMessage): AssayError {
  return configurationError({
    code: 'pact_not_fulfilled',
    message: `The consumer did not send the message of "${description}".`,
    fix: 'let the test await everything it does, or leave the interaction out',
  })
}

import { checkInteraction } from '../../../src/contract/consumer/check-interaction.ts'
import { converse } from '../../../src/contract/consumer/converse.ts'
import { type ReceivedMessage, receivedMessage } from '../../../src/contract/consumer/received-message.ts'
import type { AsynchronousMessage, SynchronousMessage } from '../../../src/contract/model/pact.ts'
import { messageOf } from '../../../src/errors/assay-error.ts'
import { PARTIES, writeConsumerPact } from './consumer-pact.ts'
import { buildMessage, buildSynchronous, drafts } from './drafts.ts'
import { perScenario, scenario } from './scenario.ts'

/** What a consumer test has got, and how it ended. */
export interface MessageTest {
  isRun: boolean
  /** What its code has thrown. */
  error?: string
  message?: ReceivedMessage
  /** The message that the consumer sends, and those that it gets for it. */
  request?: ReceivedMessage
  responses: readonly ReceivedMessage[]
}

export const messageTest = perScenario((): MessageTest => ({ isRun: false, responses: [] }))

/** Runs a consumer test: its code gets the messages that are defined, and the pact is written if it takes them. */
export async function runMessageTest(handle: () => void): Promise<void> {
  const { specification } = scenario()
  const { message, synchronous } = drafts()
  const test = messageTest()
  const interactions = [
    ...(message === undefined ? [] : [buildMessage(message)]),
    ...(synchronous === undefined ? [] : [buildSynchronous(synchronous)]),
  ]
  if (interactions.length === 0) throw new Error('No message is defined.')
  test.isRun = true
  try {
    for (const interaction of interactions) {
      checkInteraction(interaction, { ...PARTIES, specification })
      await (interaction.kind === 'asynchronous-message' ? receive(interaction) : talk(interaction))
      handle()
    }
  } catch (error) {
    test.error = messageOf(error)
    return
  }
  await writeConsumerPact(interactions)
}

async function receive({ message }: AsynchronousMessage): Promise<void> {
  messageTest().message = receivedMessage(message, scenario().title)
}

/** The consumer sends the example; what its message becomes with new values is kept beside it. */
async function talk(interaction: SynchronousMessage): Promise<void> {
  const seed = scenario().title
  const test = messageTest()
  const { metadata, contents } = interaction.request
  const sent = { metadata, ...(contents.kind === 'present' ? { contents: contents.bytes } : {}) }
  await converse(interaction, seed, async (send) => {
    test.responses = await send(sent)
  })
  test.request = receivedMessage(interaction.request, seed)
}

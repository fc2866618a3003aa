import { deepEqual, equal, ok } from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { Then, When } from '@cucumber/cucumber'
import type { ReceivedMessage } from '../../../src/contract/consumer/received-message.ts'
import { bodyOf, isSameBody } from '../support/bodies.ts'
import { consumerPactFile } from '../support/consumer-pact.ts'
import { metadataValue, readFixture } from '../support/fixtures.ts'
import { messageTest, runMessageTest } from '../support/message-test.ts'

When('the message is successfully processed', async () => {
  await runMessageTest(() => undefined)
  equal(messageTest().error, undefined)
})

When('the message is NOT successfully processed with a {string} exception', (text: string) =>
  runMessageTest(() => {
    throw new Error(text)
  }),
)

Then('the consumer test will have passed', () => {
  const { isRun, error } = messageTest()
  ok(isRun, 'no consumer test has run')
  equal(error, undefined)
})

Then('the consumer test will have failed', () => ok(messageTest().error, 'it has not failed'))

Then('the consumer test error will be {string}', (text: string) => equal(messageTest().error, text))

Then('a Pact file for the message interaction will have been written', () =>
  ok(existsSync(consumerPactFile()), `${consumerPactFile()} was not written`),
)

Then('a Pact file for the message interaction will NOT have been written', () => {
  ok(messageTest().isRun, 'no consumer test has run')
  ok(!existsSync(consumerPactFile()), `${consumerPactFile()} was written`)
})

Then('the received message payload will contain the {string} JSON document', (name: string) =>
  equal(Buffer.from(received().bytes).toString('utf8'), readFixture(`${name}.json`).toString('utf8')),
)

Then('the received message payload will contain the {string} document', (cell: string) => {
  const { bytes } = received()
  ok(isSameBody(bytes, bodyOf(cell)), `the message is ${Buffer.from(bytes)}`)
})

Then('the received message content type will be {string}', (type: string) =>
  equal(received().contentType, type),
)

Then('the received message metadata will contain {string} == {string}', (key: string, value: string) =>
  deepEqual(received().metadata[key], metadataValue(value)),
)

Then(
  'the received message request metadata will contain {string} == {string}',
  (key: string, value: string) => deepEqual(sentRequest().metadata[key], metadataValue(value)),
)

Then(
  'the received message response metadata will contain {string} == {string}',
  (key: string, value: string) => deepEqual(firstResponse().metadata[key], metadataValue(value)),
)

/** What the consumer got: a message, or the first that answers its own. */
export function received(): ReceivedMessage {
  return messageTest().message ?? firstResponse()
}

export function sentRequest(): ReceivedMessage {
  const { request } = messageTest()
  if (request === undefined) throw new Error('The consumer has sent no message.')
  return request
}

export function firstResponse(): ReceivedMessage {
  const [response] = messageTest().responses
  if (response === undefined) throw new Error('The consumer has got no message.')
  return response
}

import { expect, test } from 'vitest'
import type { JsonObject } from '../model/json.ts'
import { bodyOf, startServer } from './fixtures/listening.ts'
import { messageInteraction, synchronousInteraction } from './fixtures/pacts.ts'
import { type MessageRequest, messages, messagesOf, type ProducedMessage, takeMessages } from './messages.ts'
import type { MessageSource } from './verified-provider.ts'
import { verifyInteraction } from './verify-interaction.ts'

const GOOD = { contents: { id: 7, name: 'Lamp' }, metadata: { topic: 'products' } }

function verifyMade(made: () => ProducedMessage | Promise<ProducedMessage>, parts: JsonObject = {}) {
  const source = { producers: { 'a product was added': made } }
  return verifyInteraction(messageInteraction(parts), { name: 'products', messages: source })
}

test('passes a message that is as the consumer expects, however it is made', async () => {
  expect(await verifyMade(() => GOOD)).toMatchObject({
    outcome: 'passed',
    mismatches: [],
    exchange: undefined,
  })
  const contents = JSON.stringify(GOOD.contents)
  const metadata = { topic: 'products', contentType: 'application/json' }
  expect((await verifyMade(async () => ({ contents, metadata }))).outcome).toBe('passed')
  expect((await verifyMade(() => ({ contents: Buffer.from(contents), metadata }))).outcome).toBe('passed')
})

test('says what differs in contents and metadata', async () => {
  const { failure } = await verifyMade(() => ({ contents: { id: '7' }, metadata: { topic: 'orders' } }))
  expect(failure?.message).toBe(
    'Message "a product was added" is not what the consumer expects: Body had differences; Metadata had differences.',
  )
  expect(failure?.evidence).toContain('message: {"id":"7"}')
})

test('tells what keeps a message from being made', async () => {
  const thrown = await verifyMade(() => {
    throw new Error('no connection')
  })
  expect(thrown.failure).toMatchObject({
    code: 'message_not_produced',
    message: 'The provider could not make message "a product was added": no connection',
  })
  const nothing = await verifyMade(() => undefined as never)
  expect(nothing.failure).toMatchObject({ code: 'invalid_message' })
  const source = { producers: { 'a prodct was added': () => GOOD } }
  const unknown = await verifyInteraction(messageInteraction(), { name: 'products', messages: source })
  expect(unknown.failure).toMatchObject({
    code: 'unknown_message',
    evidence: ['defined are: "a prodct was added"'],
    fix: 'is "a prodct was added" meant? if not, add it to the messages of "products"',
  })
  const without = await verifyInteraction(messageInteraction(), { name: 'products' })
  expect(without.failure).toMatchObject({ code: 'no_message_source' })
})

test('a message that never comes is given up', async () => {
  const source: MessageSource = { producers: { 'a product was added': () => new Promise(() => {}) } }
  const provider = { name: 'products', messages: source, stateTimeoutMs: 20 }
  const { failure } = await verifyInteraction(messageInteraction(), provider)
  expect(failure).toMatchObject({ code: 'function_too_slow' })
})

test('the function of a message learns what for', async () => {
  const asked: unknown[] = []
  const producer = async ({ description, states, values, consumer }: MessageRequest) => {
    asked.push({ description, states, values, consumer })
    return GOOD
  }
  const source = { producers: { 'a product was added': producer } }
  const interaction = messageInteraction({ providerStates: [{ name: 'a product exists' }] })
  const states = { handlers: { 'a product exists': () => ({ id: 7 }) } }
  const provider = { name: 'products', messages: source, states }
  const { outcome } = await verifyInteraction(interaction, provider, { consumer: 'web' })
  expect(outcome).toBe('passed')
  expect(asked).toEqual([
    {
      description: 'a product was added',
      states: [{ name: 'a product exists', params: {} }],
      values: { id: 7 },
      consumer: 'web',
    },
  ])
})

test('a message proxy is asked as the other Pact tools ask it', async () => {
  const asked: unknown[] = []
  await using proxy = await startServer(async (request, response) => {
    asked.push(JSON.parse(await bodyOf(request)))
    const metadata = Buffer.from(JSON.stringify({ topic: 'products' })).toString('base64')
    response.writeHead(200, { 'content-type': 'application/json', 'Pact-Message-Metadata': metadata })
    response.end('{"id":7}')
  })
  const interaction = messageInteraction({ providerStates: [{ name: 'a product exists' }] })
  const source = { url: `${proxy.url}/messages` }
  const { outcome } = await verifyInteraction(interaction, { name: 'products', messages: source })
  expect(outcome).toBe('passed')
  expect(asked).toEqual([
    { description: 'a product was added', providerStates: [{ name: 'a product exists', params: {} }] },
  ])
})

test('a message proxy that fails is told', async () => {
  await using proxy = await startServer((_request, response) => void response.writeHead(404).end())
  const source = { url: proxy.url }
  const { failure } = await verifyInteraction(messageInteraction(), { name: 'products', messages: source })
  expect(failure).toMatchObject({
    code: 'message_proxy_failed',
    message: `POST ${proxy.url} for message "a product was added" answered 404.`,
  })
})

test('a synchronous message is given to the provider, and its answer compared', async () => {
  const verifyAnswer = (answer: (id: number) => ProducedMessage | readonly ProducedMessage[]) => {
    const source: MessageSource = {
      producers: {
        'the name of a product': ({ request }) => answer((request!.json as { id: number }).id),
      },
    }
    return verifyInteraction(synchronousInteraction(), { name: 'products', messages: source })
  }
  const good = await verifyAnswer((id) => ({ contents: { name: id === 7 ? 'Lamp' : 'none' } }))
  expect(good.outcome).toBe('passed')
  const bad = await verifyAnswer(() => ({ contents: { name: 'Table' } }))
  expect(bad.failure?.message).toContain('Body had differences')
  const two = await verifyAnswer(() => [{ contents: { name: 'Lamp' } }, { contents: {} }])
  expect(two.mismatches.map(({ sentence }) => sentence)).toEqual([
    'Expected 1 message but the provider made 2 messages',
  ])
})

test('a message proxy gets the request of a synchronous message', async () => {
  const asked: JsonObject[] = []
  await using proxy = await startServer(async (request, response) => {
    asked.push(JSON.parse(await bodyOf(request)))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"name":"Lamp"}')
  })
  const provider = { name: 'products', messages: { url: proxy.url } }
  const { outcome } = await verifyInteraction(synchronousInteraction(), provider)
  expect(outcome).toBe('passed')
  expect(asked).toMatchObject([
    { description: 'the name of a product', request: { contents: { content: { id: 7 } } } },
  ])
})

test('messages of several files add up; what could never work is refused', () => {
  takeMessages()
  const make = () => GOOD
  messages('products', { 'a product was added': make })
  messages('products', { 'a product was removed': make })
  expect(() => messages('products', { 'a product was added': make })).toThrow('is defined twice')
  expect(() => messages('products', { other: 7 as never })).toThrow('has no function that makes it')
  expect(Object.keys(messagesOf(takeMessages(), 'products'))).toEqual([
    'a product was added',
    'a product was removed',
  ])
})

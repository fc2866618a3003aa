import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { closedPort } from '../src/load/protocols/fixtures/test-server.ts'
import { pactOf, testBroker } from './support/broker.ts'
import { emptyFolder } from './support/project.ts'
import { deliveriesOf, hook, logOf, parameter, startReceiver } from './support/webhooks.ts'

// Webhooks, with real requests to a real server.

/** Every parameter there is. */
const PARAMETERS = [
  ...['eventName', 'pactUrl', 'verificationResultUrl', 'buildUrl', 'currentlyDeployedProviderVersionNumber'],
  ...[
    'consumerName',
    'consumerVersionNumber',
    'consumerVersionBranch',
    'consumerVersionTags',
    'consumerLabels',
  ],
  ...[
    'providerName',
    'providerVersionNumber',
    'providerVersionBranch',
    'providerVersionTags',
    'providerLabels',
  ],
  ...['providerVersionDescriptions', 'githubVerificationStatus', 'bitbucketVerificationStatus'],
  ...['azureDevOpsVerificationStatus', 'gitlabVerificationStatus'],
]

test('each event comes when it happens, and only then', async () => {
  await using receiver = await startReceiver()
  await using broker = await testBroker()
  const events = [
    'contract_published',
    'contract_content_changed',
    'contract_requiring_verification_published',
  ]
  const results = [
    'provider_verification_published',
    'provider_verification_succeeded',
    'provider_verification_failed',
  ]
  await hook(broker, [...events, ...results], {
    url: receiver.url,
    body: { event: parameter('eventName'), of: parameter('providerVersionNumber') },
  })
  const told = async (work: Promise<unknown>) => {
    const before = receiver.received.length
    await work
    await broker.broker.webhooksSettled()
    const bodies = receiver.received.slice(before).map(({ body }) => JSON.parse(body))
    return bodies.map(({ event, of }) => [event, of].filter((text) => text !== '').join(' ')).toSorted()
  }
  expect(await told(broker.publish({ version: '1', branch: 'main' }))).toEqual([
    'contract_content_changed',
    'contract_published',
  ])
  expect(await told(broker.publish({ version: '1', branch: 'main' }))).toEqual(['contract_published'])
  expect(await told(broker.publish({ version: '2', branch: 'main' }))).toEqual(['contract_published'])
  // The first of another branch is new to whoever builds that branch.
  expect(await told(broker.publish({ version: '3', branch: 'feat/x' }))).toEqual([
    'contract_content_changed',
    'contract_published',
  ])
  expect(await told(broker.verify({ of: '2', by: 'p1', branch: 'main' }))).toEqual([
    'provider_verification_published p1',
    'provider_verification_succeeded p1',
  ])
  expect(await told(broker.verify({ of: '2', by: 'p1', success: false }))).toEqual([
    'provider_verification_failed p1',
    'provider_verification_published p1',
  ])
  const changed = pactOf(['something else'])
  expect(await told(broker.publish({ version: '4', branch: 'main', pact: changed }))).toEqual([
    'contract_content_changed',
    'contract_published',
    'contract_requiring_verification_published p1',
  ])
  // What the provider's newest version of its main branch has verified requires nothing.
  await broker.verify({ of: '4', by: 'p1' })
  await broker.broker.webhooksSettled()
  expect(await told(broker.publish({ version: '5', branch: 'main', pact: changed }))).toEqual([
    'contract_published p1',
  ])
})

test('every parameter has its value, and no value can break what is sent', async () => {
  await using receiver = await startReceiver()
  await using broker = await testBroker()
  await broker.publish({ version: '0' })
  await broker.send('PUT', '/pacticipants/orders/labels/team-a')
  const body = Object.fromEntries(PARAMETERS.map((name) => [name, parameter(name)]))
  await hook(broker, ['contract_published'], {
    url: `${receiver.url}/build/${parameter('consumerVersionBranch')}?of=${parameter('consumerVersionNumber')}`,
    ...{ headers: { 'X-Of': parameter('consumerName'), 'X-No': parameter('nothing') }, body },
  })
  await broker.publish({ version: '1/a&b', branch: 'a "quoted"/one', tags: ['dev', 'x'] })
  await broker.broker.webhooksSettled()
  const [sent] = receiver.received
  expect(sent?.url).toBe('/build/a%20%22quoted%22%2Fone?of=1%2Fa%26b')
  expect(sent?.headers).toMatchObject({
    ...{ 'x-of': 'orders', 'x-no': parameter('nothing'), 'content-type': 'application/json' },
  })
  const values = JSON.parse(sent?.body.replaceAll(broker.url, 'BROKER') ?? '')
  expect(
    (await broker.get(values.pactUrl.replace('BROKER', ''))).body._links['pb:consumer-version'].name,
  ).toBe('1/a&b')
  expect({
    ...values,
    pactUrl: values.pactUrl.replace(/\w{40}\/metadata\/.*/, 'SHA/metadata/…'),
  }).toMatchInlineSnapshot(`
    {
      "azureDevOpsVerificationStatus": "pending",
      "bitbucketVerificationStatus": "INPROGRESS",
      "buildUrl": "",
      "consumerLabels": "team-a",
      "consumerName": "orders",
      "consumerVersionBranch": "a "quoted"/one",
      "consumerVersionNumber": "1/a&b",
      "consumerVersionTags": "dev, x",
      "currentlyDeployedProviderVersionNumber": "",
      "eventName": "contract_published",
      "githubVerificationStatus": "pending",
      "gitlabVerificationStatus": "pending",
      "pactUrl": "BROKER/pacts/provider/products/consumer/orders/pact-version/SHA/metadata/…",
      "providerLabels": "",
      "providerName": "products",
      "providerVersionBranch": "",
      "providerVersionDescriptions": "",
      "providerVersionNumber": "",
      "providerVersionTags": "",
      "verificationResultUrl": "",
    }
  `)
})

test('numbers are sent as they were written', async () => {
  await using receiver = await startReceiver()
  await using broker = await testBroker()
  const webhook = `{"request":{"method":"POST","url":"${receiver.url}","body":{"price":1.0,"id":12345678901234567890}}}`
  const created = await broker.send('POST', '/webhooks', webhook)
  await broker.send('POST', created.body._links['pb:execute'].href, {})
  await broker.send('POST', '/webhooks/execute', webhook)
  expect(receiver.received.map(({ body }) => body)).toEqual(
    Array(2).fill('{"price":1.0,"id":12345678901234567890}'),
  )
})

test('who is not meant is not told', async () => {
  await using receiver = await startReceiver()
  await using broker = await testBroker()
  await broker.publish({ version: '0' })
  await broker.publish({ consumer: 'others', version: '0' })
  await broker.send('PUT', '/pacticipants/products/labels/slow')
  const told = async (parties: object) => {
    const webhook = await hook(
      broker,
      ['contract_published'],
      { url: receiver.url, body: parameter('consumerName') },
      parties,
    )
    const before = receiver.received.length
    await broker.publish({ version: '0' })
    await broker.publish({ consumer: 'others', version: '0' })
    await broker.broker.webhooksSettled()
    await broker.send('DELETE', webhook._links.self.href)
    return receiver.received
      .slice(before)
      .map(({ body }) => body)
      .toSorted()
  }
  expect(await told({})).toEqual(['orders', 'others'])
  expect(await told({ consumer: { name: 'orders' } })).toEqual(['orders'])
  expect(await told({ provider: { label: 'slow' } })).toEqual(['orders', 'others'])
  expect(await told({ provider: { label: 'quick' } })).toEqual([])
  expect(await told({ enabled: false })).toEqual([])
})

test('a pact and what is to be told of it are stored together or not at all', async () => {
  await using receiver = await startReceiver()
  using folder = emptyFolder()
  const file = join(folder.directory, 'broker.sqlite')
  await using broker = await testBroker({ file, onError: () => undefined })
  await hook(broker, ['contract_content_changed'], { url: receiver.url })
  using other = new DatabaseSync(file)
  other.exec(`CREATE TRIGGER broken BEFORE INSERT ON delivery BEGIN SELECT RAISE(ABORT, 'broken'); END`)
  expect((await broker.publish({ version: '1' })).status).toBe(500)
  expect((await broker.get('/pacts/latest')).body.pacts).toEqual([])
  other.exec('DROP TRIGGER broken')
  await broker.publish({ version: '1' })
  await broker.broker.webhooksSettled()
  expect(receiver.received).toHaveLength(1)
})

test('a webhook that fails is repeated, not for ever, and keeps no other waiting', async () => {
  await using broken = await startReceiver(() => 500)
  await using flaky = await startReceiver((count) => (count === 1 ? 500 : 200))
  await using broker = await testBroker({ webhookRetryPausesMs: [1, 60_000] })
  // More than are sent at once, so that the last has to wait for them.
  for (const { url } of [...Array(5).fill(broken), flaky]) await hook(broker, ['contract_published'], { url })
  await broker.publish({ version: '1' })
  const states = async () =>
    (await deliveriesOf(broker, '1')).map(
      ({ status, attemptsMade }: { status: string; attemptsMade: number }) => `${status} ${attemptsMade}`,
    )
  await expect.poll(states).toEqual([...Array(5).fill('retrying 2'), 'success 2'])
  expect([broken.received.length, flaky.received.length]).toEqual([10, 2])
})

test('what goes wrong is in the log', async () => {
  await using redirecting = await startReceiver(() => 302)
  await using broker = await testBroker({ webhookRetryPausesMs: [1] })
  const port = await closedPort()
  await hook(broker, ['contract_published'], { url: `http://127.0.0.1:${port}/never` })
  await hook(broker, ['contract_published'], { url: `${redirecting.url}/moved`, method: 'get' })
  await broker.publish({ version: '1' })
  await broker.broker.webhooksSettled()
  expect(redirecting.received.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /moved',
    'GET /moved',
  ])
  const logs = await Promise.all((await deliveriesOf(broker, '1')).map((one: never) => logOf(broker, one)))
  const text = logs
    .join('\n----\n')
    .replaceAll(`${port}`, '<closed>')
    .replaceAll(`${redirecting.port}`, '<port>')
  expect(text).toMatchInlineSnapshot(`
    "attempt 1
    POST http://127.0.0.1:<closed>/never

    failed: connect ECONNREFUSED 127.0.0.1:<closed>

    attempt 2
    POST http://127.0.0.1:<closed>/never

    failed: connect ECONNREFUSED 127.0.0.1:<closed>
    ----
    attempt 1
    GET http://127.0.0.1:<port>/moved

    answered 302 Found
    (what it answered is shown when --webhook-hosts says who may be called)

    attempt 2
    GET http://127.0.0.1:<port>/moved

    answered 302 Found
    (what it answered is shown when --webhook-hosts says who may be called)"
  `)
})

test('a webhook says what is wrong with it', async () => {
  await using broker = await testBroker()
  const wrong = async (webhook: object) => (await broker.send('POST', '/webhooks', webhook)).body.errors
  const request = { method: 'POST', url: 'https://ci.example.com' }
  expect([
    await wrong({}),
    await wrong({ request: { method: 'BREW', url: 'nowhere' } }),
    await wrong({ request, events: [{ name: 'contract_eaten' }] }),
    await wrong({ request, events: [] }),
    await wrong({ request, consumer: { name: 'nobody' } }),
    await wrong({ request, consumer: { name: 'a', label: 'b' } }),
  ]).toMatchInlineSnapshot(`
    [
      {
        "request": [
          "Invalid input: expected object, received undefined",
        ],
      },
      {
        "request.method": [
          "Invalid option: expected one of "GET"|"HEAD"|"POST"|"PUT"|"PATCH"|"DELETE"",
        ],
        "request.url": [
          "must be an http or https address",
        ],
      },
      {
        "events.0.name": [
          "Invalid option: expected one of "contract_published"|"contract_content_changed"|"contract_requiring_verification_published"|"provider_verification_published"|"provider_verification_succeeded"|"provider_verification_failed"",
        ],
      },
      {
        "events": [
          "must name at least one event",
        ],
      },
      {
        "consumer.name": [
          "is no application that the broker knows",
        ],
      },
      {
        "consumer": [
          "must have a name or a label, not both",
        ],
      },
    ]
  `)
  expect((await broker.send('PUT', '/webhooks/short', { request })).status).toBe(400)
})

test('a broker that stops ends its webhooks, and says so', async () => {
  await using receiver = await startReceiver(() => 500)
  using folder = emptyFolder()
  const file = join(folder.directory, 'broker.sqlite')
  {
    await using broker = await testBroker({ file, webhookRetryPausesMs: [60_000] })
    await hook(broker, ['contract_published'], { url: receiver.url })
    await broker.publish({ version: '1' })
    await expect.poll(async () => (await deliveriesOf(broker, '1'))[0].status).toBe('retrying')
  }
  await using broker = await testBroker({ file })
  const [delivery] = await deliveriesOf(broker, '1')
  expect(delivery).toMatchObject({ status: 'failure', attemptsMade: 1 })
  expect(await logOf(broker, delivery)).toContain('the broker stopped')
})

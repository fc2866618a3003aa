import { expect, test } from 'vitest'
import { type TestBroker, testBroker } from './support/broker.ts'
import { deliveriesOf, hook, logOf, parameter, startReceiver } from './support/webhooks.ts'

// What webhooks must not be used for.

test('secrets are sent, and never shown', async () => {
  const secrets = ['hunter2-header', 'hunter2-key', 'hunter2-password', 'hunter2-query']
  // It answers with everything it got, as some servers do.
  await using receiver = await startReceiver((_, request) => [200, JSON.stringify(request)])
  await using broker = await testBroker({ webhookHosts: ['127.0.0.1'] })
  const webhook = await hook(broker, ['contract_published'], {
    url: `${receiver.url}/build?token=hunter2-query&job=1`,
    headers: { Authorization: 'Bearer hunter2-header', 'X-Api-Key': 'hunter2-key', Accept: 'text/plain' },
    ...{ username: 'ci', password: 'hunter2-password', body: 'hello' },
  })
  await broker.publish({ version: '1' })
  await broker.broker.webhooksSettled()
  expect(receiver.received[0]).toMatchObject({
    url: '/build?token=hunter2-query&job=1',
    headers: { authorization: 'Bearer hunter2-header', 'x-api-key': 'hunter2-key' },
  })
  const [delivery] = await deliveriesOf(broker, '1')
  const log = await logOf(broker, delivery)
  const executed = await broker.send('POST', webhook._links['pb:execute'].href, {})
  const shown = [
    ...[JSON.stringify(webhook), log, JSON.stringify(executed.body)],
    ...[
      JSON.stringify((await broker.get('/webhooks')).body),
      JSON.stringify((await broker.get(webhook._links.self.href)).body),
    ],
  ]
  for (const text of shown) for (const secret of secrets) expect(text).not.toContain(secret)
  expect(webhook.request).toMatchObject({
    url: `${receiver.url}/build?token=**********&job=1`,
    ...{ headers: { Authorization: '**********', 'X-Api-Key': '**********', Accept: 'text/plain' } },
    ...{ username: 'ci', password: '**********' },
  })
  expect(log).toContain('answered 200')
  expect(log).toContain('"body":"hello"')
})

test('who changes a webhook without having its secrets cannot have them sent elsewhere', async () => {
  await using receiver = await startReceiver()
  await using thief = await startReceiver()
  await using broker = await testBroker()
  const webhook = await hook(broker, ['contract_published'], {
    url: `${receiver.url}/build?token=hunter2`,
    headers: { Authorization: 'Bearer hunter2' },
  })
  const own = webhook._links.self.href
  const change = (request: object) =>
    broker.send('PUT', own, { ...webhook, request: { ...webhook.request, ...request } })
  expect((await change({ body: 'changed', headers: { authorization: '**********' } })).status).toBe(200)
  const stolen = await change({ url: `${thief.url}/build` })
  expect([stolen.status, stolen.body.errors[0]]).toEqual([
    400,
    expect.stringContaining('only for the same host'),
  ])
  expect((await change({ url: `http://127.0.0.1:${receiver.port + 1}/` })).status).toBe(400)
  const safe = await hook(broker, ['contract_published'], {
    url: 'https://ci.example.com/',
    password: 'hunter2',
  })
  const unsafe = { ...safe, request: { ...safe.request, url: 'http://ci.example.com/' } }
  expect((await broker.send('PUT', safe._links.self.href, unsafe)).status).toBe(400)
  await broker.send('DELETE', safe._links.self.href)
  await broker.publish({ version: '1' })
  await broker.broker.webhooksSettled()
  expect(receiver.received).toMatchObject([
    { url: '/build?token=hunter2', headers: { authorization: 'Bearer hunter2' }, body: 'changed' },
  ])
  expect(thief.received).toEqual([])
})

test('webhooks go only to hosts that are allowed, and only their answers are shown', async () => {
  await using receiver = await startReceiver(() => [200, 'something internal'])
  await using open = await testBroker()
  await using closed = await testBroker({
    webhookHosts: ['*.example.com', 'usual.example.org:443', `127.0.0.1:${receiver.port}`],
  })
  const request = { method: 'POST', url: receiver.url }
  const execute = async (broker: TestBroker) =>
    (await broker.send('POST', '/webhooks/execute', { request })).body
  expect(await execute(open)).toMatchObject({ success: true, logs: expect.not.stringContaining('internal') })
  expect(await execute(closed)).toMatchObject({ success: true, logs: expect.stringContaining('internal') })
  const refused = async (url: string) => {
    const { status, body } = await closed.send('POST', '/webhooks', { request: { ...request, url } })
    return status === 201 ? 'taken' : body.errors['request.url']
  }
  expect(await refused('https://ci.example.com/build')).toBe('taken')
  expect(await refused('https://usual.example.org/')).toBe('taken')
  expect(await refused('http://usual.example.org:443/')).toBe('taken')
  expect(await refused('http://usual.example.org/')).not.toBe('taken')
  expect([
    await refused('http://169.254.169.254/latest/meta-data'),
    await refused('https://example.com.evil.org/'),
    await refused(`http://127.0.0.1:${receiver.port + 1}/`),
    await refused(`https://${parameter('consumerVersionBranch')}.example.com/`),
    await refused('https://me:secret@ci.example.com/'),
    await refused('file:///etc/passwd'),
  ]).toMatchInlineSnapshot(`
    [
      [
        "must be of a host that the broker may send webhooks to (--webhook-hosts)",
      ],
      [
        "must be of a host that the broker may send webhooks to (--webhook-hosts)",
      ],
      [
        "must be of a host that the broker may send webhooks to (--webhook-hosts)",
      ],
      [
        "must have a host without parameters, and no user: give username and password",
      ],
      [
        "must have a host without parameters, and no user: give username and password",
      ],
      [
        "must be an http or https address",
      ],
    ]
  `)
})

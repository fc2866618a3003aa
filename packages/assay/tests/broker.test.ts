import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listen } from '../src/load/protocols/fixtures/test-server.ts'
import { pactOf, testBroker } from './support/broker.ts'
import { emptyFolder } from './support/project.ts'

const basic = (secret: string) => ({ authorization: `Basic ${Buffer.from(secret).toString('base64')}` })

test('the index has every link that the clients look up, and each leads somewhere', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main', tags: ['dev'] })
  const { body, headers } = await broker.get('/')
  expect(headers.get('content-type')).toBe('application/hal+json;charset=utf-8')
  const values: Record<string, string> = {
    ...{
      pacticipant: 'orders',
      consumer: 'orders',
      provider: 'products',
      version: '1',
      branch: 'main',
      tag: 'dev',
    },
    consumerApplicationVersion: '1',
  }
  const links = Object.entries<{ href: string }>(body._links).filter(([name]) => !/uuid|curies/.test(name))
  for (const [name, { href }] of links) {
    if (/environment|webhook|can-i-deploy|matrix|publish-contracts/.test(name)) continue
    const path = href.replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key] ?? key)
    expect([name, (await broker.get(path)).status]).toEqual([name, 200])
  }
})

test('a pact is kept as it was published, to the last digit', async () => {
  await using broker = await testBroker()
  const text = JSON.stringify(pactOf(['a product'])).replace(
    '"status":200',
    '"status":200,"body":{"price":1.0,"_id":7}',
  )
  const path = '/pacts/provider/products/consumer/orders/version/1'
  expect((await broker.send('PUT', path, text)).status).toBe(201)
  const raw = await (await fetch(broker.url + path)).text()
  expect(raw).toContain('"body":{"price":1.0,"_id":7}')
  const { body } = await broker.get(path)
  expect(body.interactions[0]._id).toMatch(/^[0-9a-f]{40}$/)
  expect(body._links['pb:publish-verification-results'].href).toMatch(
    /pact-version\/[0-9a-f]{40}\/verification-results$/,
  )
})

test('what a version expects does not change, but may be merged', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', pact: pactOf(['a', 'b']) })
  const reordered = await broker.publish({ version: '1', pact: pactOf(['b', 'a']) })
  expect(reordered.status).toBe(200)
  const conflict = await broker.publish({ version: '1', pact: pactOf(['c']) })
  expect(conflict.status).toBe(409)
  expect(conflict.body.notices[0]).toMatchObject({
    type: 'error',
    text: expect.stringContaining('orders version 1'),
  })
  expect(conflict.body.errors[0]).toContain('new version number')
  const path = '/pacts/provider/products/consumer/orders/version/1'
  expect((await broker.send('PUT', path, pactOf(['c']))).status).toBe(409)
  expect((await broker.publish({ version: '1', pact: pactOf(['c']), isMerging: true })).status).toBe(200)
  const { body } = await broker.get(path)
  expect(body.interactions.map(({ description }: { description: string }) => description)).toEqual([
    'a',
    'b',
    'c',
  ])
  const changed = pactOf(['c'])
  changed.interactions[0]!.response.status = 404
  expect((await broker.send('PATCH', path, changed)).status).toBe(409)
})

test('versions that expect the same share their results', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1' })
  await broker.publish({ version: '2' })
  await broker.publish({ version: '3', pact: pactOf(['something else']) })
  await broker.verify({ of: '1', by: 'p1' })
  const ask = async (version: string) => {
    const question = `q[][pacticipant]=orders&q[][version]=${version}&q[][pacticipant]=products&q[][version]=p1`
    return (await broker.get(`/matrix?${question}&latestby=cvpv`)).body
  }
  expect((await ask('2')).summary).toMatchObject({ deployable: true, success: 1, failed: 0, unknown: 0 })
  expect((await ask('3')).summary).toMatchObject({ deployable: null, success: 0, unknown: 1 })
  expect((await ask('3')).notices.at(-1)).toEqual({
    type: 'error',
    text: 'There is no verified pact between version 3 of orders and version p1 of products',
  })
})

test('a version is deployed when everything in the environment fits it', async () => {
  await using broker = await testBroker()
  const { body: environment } = await broker.send('POST', '/environments', {
    name: 'production',
    production: true,
  })
  const deploy = (name: string, version: string, instance?: string) =>
    broker.send(
      'POST',
      `/pacticipants/${name}/versions/${version}/deployed-versions/environment/${environment.uuid}`,
      {
        ...(instance === undefined ? {} : { applicationInstance: instance }),
      },
    )
  const ask = async (name: string, version: string) =>
    (await broker.get(`/can-i-deploy?pacticipant=${name}&version=${version}&environment=production`)).body
      .summary
  await broker.publish({ version: '1' })
  expect(await ask('orders', '1')).toMatchObject({ deployable: null, unknown: 1 })
  expect((await ask('orders', '1')).reason).toContain('currently in production (there is none)')
  await broker.verify({ of: '1', by: 'p1' })
  await deploy('products', 'p1')
  expect(await ask('orders', '1')).toMatchObject({ deployable: true, success: 1 })
  await deploy('orders', '1')
  await broker.verify({ of: '1', by: 'p2', success: false })
  expect(await ask('products', 'p2')).toMatchObject({ deployable: false, failed: 1 })
  expect(await ask('products', 'p1')).toMatchObject({ deployable: true, success: 1 })
  // Two instances run side by side; one that is deployed again replaces only its own.
  await deploy('products', 'p2', 'blue')
  expect(await ask('orders', '1')).toMatchObject({ deployable: false, success: 1, failed: 1 })
  const current = `/environments/${environment.uuid}/deployed-versions/currently-deployed?pacticipant=products`
  const { body: deployed } = await broker.get(current)
  const [, blue] = deployed._embedded.deployedVersions
  expect(blue).toMatchObject({ applicationInstance: 'blue', currentlyDeployed: true })
  await broker.send('PATCH', blue._links.self.href, { currentlyDeployed: false })
  expect(await ask('orders', '1')).toMatchObject({ deployable: true })
  expect(await ask('orders', 'unknown')).toMatchObject({ deployable: false })
  const ignoring =
    '/matrix?q[][pacticipant]=products&q[][version]=p2&environment=production&ignore[][pacticipant]=orders'
  expect((await broker.get(ignoring)).body.summary).toMatchObject({ deployable: true, ignored: 1 })
  expect((await broker.get('/can-i-deploy?pacticipant=orders&version=1&environment=moon')).status).toBe(400)
})

test('the pacts to verify are those that the selectors mean', async () => {
  await using broker = await testBroker()
  const { body: environment } = await broker.send('POST', '/environments', { name: 'test' })
  const publish = (version: string, branch: string, tags: string[] = []) =>
    broker.publish({ version, branch, tags, pact: pactOf([`version ${version}`]) })
  await publish('1', 'main', ['prod'])
  await publish('2', 'main', ['prod'])
  await publish('3', 'feature')
  await broker.send(
    'POST',
    `/pacticipants/orders/versions/1/released-versions/environment/${environment.uuid}`,
    {},
  )
  const numbers = async (...consumerVersionSelectors: object[]) => {
    const path = '/pacts/provider/products/for-verification'
    const { body } = await broker.send('POST', path, {
      consumerVersionSelectors,
      providerVersionBranch: 'feature',
    })
    const texts = body._embedded.pacts.map((pact: { shortDescription: string }) => pact.shortDescription)
    return texts.toSorted()
  }
  expect(await numbers({ mainBranch: true })).toEqual(['latest from the main branch (2)'])
  expect(await numbers({ branch: 'feature' })).toEqual(['latest from branch feature (3)'])
  expect(await numbers({ matchingBranch: true })).toEqual(['latest from branch feature (3)'])
  expect(await numbers({ branch: 'none', fallbackBranch: 'main' })).toEqual([
    'latest from fallback branch main (2)',
  ])
  expect(await numbers({ tag: 'prod' })).toEqual(['with tag prod (1)', 'with tag prod (2)'])
  expect(await numbers({ tag: 'prod', latest: true })).toEqual(['latest with tag prod (2)'])
  expect(await numbers({ tag: 'x', latest: true, fallbackTag: 'prod' })).toEqual([
    'latest with fallback tag prod (2)',
  ])
  expect(await numbers({ latest: true })).toEqual(['latest (3)'])
  expect(await numbers({ deployed: true })).toEqual([])
  expect(await numbers({ released: true })).toEqual(['released in test (1)'])
  expect(await numbers({ deployedOrReleased: true })).toEqual(['released in test (1)'])
  expect(await numbers({ environment: 'test' })).toEqual(['released in test (1)'])
  expect(await numbers({ latest: true, consumer: 'nobody' })).toEqual([])
  expect(await numbers()).toEqual(['latest from the main branch (2)', 'released in test (1)'])
  expect(await numbers({ mainBranch: true }, { branch: 'main' })).toEqual([
    'latest from the main branch (2), latest from branch main (2)',
  ])
})

test('a pact is pending until a branch has verified it, and new ones come as work in progress', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main', pact: pactOf(['one']) })
  await broker.publish({ version: '2', branch: 'feature', pact: pactOf(['two']) })
  const ask = async (branch: string) => {
    const { body } = await broker.send('POST', '/pacts/provider/products/for-verification', {
      consumerVersionSelectors: [{ mainBranch: true }],
      providerVersionBranch: branch,
      ...{ includePendingStatus: true, includeWipPactsSince: '2020-01-01' },
    })
    return body._embedded.pacts
  }
  const [main, wip] = await ask('main')
  expect(main.verificationProperties).toMatchObject({ pending: true })
  expect(wip.verificationProperties).toMatchObject({ pending: true, wip: true })
  await broker.verify({ of: '1', by: 'p1', branch: 'main' })
  // What was verified as work in progress only is still pending.
  const shown = await broker.get(wip._links.self.href)
  const results = shown.body._links['pb:publish-verification-results'].href
  await broker.send('POST', results, { success: true, providerApplicationVersion: 'p1' })
  const after = await ask('main')
  expect(after.map((one: { verificationProperties: object }) => one.verificationProperties)).toMatchObject([
    { pending: false },
    { pending: true, wip: true },
  ])
  expect((await ask('other'))[0].verificationProperties.pending).toBe(true)
  expect(main.verificationProperties.notices[0]).toMatchObject({ when: 'before_verification' })
})

test('webhooks are sent with their parameters, again when they fail, and logged without secrets', async () => {
  const received: { readonly url: string; readonly auth: string; readonly body: string }[] = []
  await using target = await listen(
    createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        received.push({ url: request.url ?? '', auth: request.headers.authorization ?? '', body })
        response.writeHead(received.length === 1 ? 500 : 200).end('thanks')
      })
    }),
  )
  await using broker = await testBroker({ webhookRetryPausesMs: [1, 1] })
  const { body: webhook, status } = await broker.send('POST', '/webhooks', {
    events: [{ name: 'contract_content_changed' }, { name: 'provider_verification_failed' }],
    consumer: { name: 'orders' },
    request: {
      method: 'post',
      url: `http://127.0.0.1:${target.port}/build?of=\${pactbroker.consumerVersionNumber}`,
      headers: { Authorization: 'Bearer hunter2' },
      body: {
        event: '${pactbroker.eventName}',
        branch: '${pactbroker.consumerVersionBranch}',
        state: '${pactbroker.githubVerificationStatus}',
      },
    },
  })
  expect(status).toBe(201)
  expect(JSON.stringify(webhook)).not.toContain('hunter2')
  await broker.publish({ version: '1/a', branch: 'a "quoted" one' })
  await broker.publish({ consumer: 'others', version: '1' })
  await broker.broker.webhooksSettled()
  expect(received).toHaveLength(2)
  expect(received[1]).toMatchObject({ url: '/build?of=1%2Fa', auth: 'Bearer hunter2' })
  expect(JSON.parse(received[1]!.body)).toEqual({
    event: 'contract_content_changed',
    branch: 'a "quoted" one',
    state: 'pending',
  })
  await broker.publish({ version: '2', branch: 'a "quoted" one' })
  await broker.verify({ of: '2', by: 'p1', success: false })
  await broker.broker.webhooksSettled()
  expect(received.slice(2).map(({ body }) => JSON.parse(body))).toMatchObject([
    { event: 'provider_verification_failed', state: 'failure' },
  ])
  const path = `/pacts/provider/products/consumer/orders/version/${encodeURIComponent('1/a')}/triggered-webhooks`
  const [delivery] = (await broker.get(path)).body._embedded.triggeredWebhooks
  expect(delivery).toMatchObject({ status: 'success', attemptsMade: 2 })
  const log = (await broker.get(delivery._links['pb:logs'].href)).body
  expect(log).toContain('answered 500')
  expect(log).not.toContain('hunter2')
  const executed = await broker.send('POST', webhook._links['pb:execute'].href, {})
  expect(executed.body).toMatchObject({ success: true })
})

test('who may read may not write, and who may nothing is told so', async () => {
  const credentials = [
    { role: 'write', secret: 'ci:secret' },
    { role: 'read', secret: 'guest:guest' },
    { role: 'write', secret: 'a-token' },
  ] as const
  await using broker = await testBroker({ credentials })
  const status = async (method: string, headers: Record<string, string>) =>
    (await broker.send(method, '/pacticipants', method === 'GET' ? undefined : { name: 'x' }, headers)).status
  expect(await status('GET', {})).toBe(401)
  expect(await status('GET', basic('guest:wrong'))).toBe(401)
  expect(await status('GET', basic('a-token'))).toBe(401)
  expect(await status('GET', basic('guest:guest'))).toBe(200)
  expect(await status('POST', basic('guest:guest'))).toBe(403)
  expect(await status('POST', { authorization: 'Bearer a-token' })).toBe(201)
  expect(await status('GET', { authorization: 'Bearer wrong' })).toBe(401)
  expect((await broker.get('/diagnostic/status/heartbeat')).status).toBe(200)
  const selection = await broker.send('POST', '/pacts/provider/x/for-verification', {}, basic('guest:guest'))
  expect(selection.status).toBe(200)
})

test('fifty pacts that are published at once are all there, each once', async () => {
  using folder = emptyFolder()
  const file = join(folder.directory, 'broker.sqlite')
  await using broker = await testBroker({ file })
  await using second = await testBroker({ file })
  const published = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      [broker, second][index % 2]!.publish({ version: `${index % 25}`, branch: 'main', tags: ['t'] }),
    ),
  )
  expect(new Set(published.map(({ status }) => status))).toEqual(new Set([200]))
  const { body } = await broker.get('/pacticipants/orders/branches/main/versions')
  expect(body.page.totalElements).toBe(25)
  expect((await broker.get('/pacts/provider/products/consumer/orders/versions')).body.pacts).toHaveLength(25)
  expect((await broker.get('/pacticipants')).body.pacticipants).toHaveLength(2)
})

test('bad requests are refused with a sentence, and the broker goes on', async () => {
  await using broker = await testBroker({ maxBodyBytes: 100_000 })
  const refused = async (method: string, path: string, body?: unknown) => {
    const answer = await broker.send(method, path, body)
    return [answer.status, JSON.stringify(answer.body.errors)] as const
  }
  const path = '/pacts/provider/products/consumer/orders/version/1'
  expect(await refused('PUT', path, '{"consumer":')).toEqual([400, expect.stringContaining('not valid JSON')])
  expect(await refused('PUT', path, '[]')).toEqual([400, expect.stringContaining('object')])
  expect(await refused('PUT', path, pactOf([], { consumer: 'x' }))).toEqual([
    400,
    expect.stringContaining('between x'),
  ])
  expect(await refused('PUT', path, `"${'x'.repeat(200_000)}"`)).toEqual([
    413,
    expect.stringContaining('100000'),
  ])
  expect(await refused('POST', '/contracts/publish', {})).toEqual([
    400,
    expect.stringContaining('pacticipantName'),
  ])
  expect(await refused('GET', '/pacticipants/a%ZZ')).toEqual([400, expect.stringContaining('a%ZZ')])
  expect(await refused('DELETE', '/matrix')).toEqual([405, expect.stringContaining('GET')])
  expect(await refused('GET', '/matrix')).toEqual([400, expect.stringContaining('selectors')])
  expect(await refused('GET', '/matrix?q[][pacticipant]=nobody')).toEqual([
    400,
    expect.stringContaining('nobody'),
  ])
  expect(
    await refused('POST', '/webhooks', { request: { method: 'POST', url: 'file:///etc/passwd' } }),
  ).toEqual([400, expect.stringContaining('http')])
  const bytes = await fetch(broker.url + path, { method: 'PUT', body: new Uint8Array([123, 255, 254, 125]) })
  expect([bytes.status, await bytes.text()]).toEqual([400, expect.stringContaining('UTF-8')])
  await new Promise<void>((resolve) => {
    const socket = connect(broker.broker.port, '127.0.0.1', () => {
      socket.write('PUT / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf')
      socket.destroy()
    }).once('close', () => resolve())
  })
  expect((await broker.get('/')).status).toBe(200)
})

test('labels, badges, environments and the network are there', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main', tags: ['dev'] })
  await broker.verify({ of: '1', by: 'p1' })
  await broker.send('PUT', '/pacticipants/orders/labels/team-a')
  const labelled = await broker.get('/pacticipants/label/team-a')
  expect(labelled.body.pacticipants).toMatchObject([{ name: 'orders', mainBranch: 'main' }])
  const badge = await broker.get('/pacts/provider/products/consumer/orders/latest/badge')
  expect(badge.headers.get('content-type')).toBe('image/svg+xml')
  expect(badge.body).toContain('verified')
  const { body: environment } = await broker.send('POST', '/environments', { name: 'test' })
  expect((await broker.send('POST', '/environments', { name: 'test' })).status).toBe(400)
  const changed = { name: 'test', displayName: 'Our test', production: false }
  await broker.send('PUT', environment._links.self.href, changed)
  const deployable =
    '/pacticipants/orders/branches/main/latest-version/can-i-deploy/to-environment/test/badge'
  expect((await broker.get(deployable)).body).toContain('unknown')
  const { body } = await broker.get('/environments')
  expect(body._embedded.environments).toMatchObject([changed])
  expect((await broker.get('/network')).body).toContain('<td>orders</td><td>products</td>')
  expect((await broker.get('/pacts/provider/products/provider-states')).body.providerStates).toEqual([
    { name: 'there is a product', consumers: ['orders'] },
  ])
  expect((await broker.send('DELETE', '/pacticipants/orders/branches/main')).status).toBe(204)
  expect((await broker.send('DELETE', '/pacticipants/orders')).status).toBe(204)
  expect((await broker.get('/integrations')).body._embedded.integrations).toEqual([])
})

test('what was published is there after a restart', async () => {
  using folder = emptyFolder()
  const file = join(folder.directory, 'deep/broker.sqlite')
  {
    await using broker = await testBroker({ file })
    await broker.publish({ version: '1' })
  }
  await using broker = await testBroker({ file })
  expect((await broker.get('/pacts/latest')).body.pacts).toHaveLength(1)
})

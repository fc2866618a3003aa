import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { MAX_PACT_BYTES } from '../src/contract/file/pact-text.ts'
import { pactOf, testBroker } from './support/broker.ts'

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
  expect(conflict.body.errors.contracts[0]).toContain('new version number')
  expect(conflict.body.notices[1].text).toBe('removed: a\n\nremoved: b\n\nadded: c')
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
  expect(await refused('GET', '/matrix')).toEqual([400, expect.stringContaining('q[][pacticipant]')])
  expect(await refused('GET', '/matrix?q[][pacticipant]=nobody')).toEqual([
    400,
    expect.stringContaining('nobody'),
  ])
  expect(await refused('PUT', path, '')).toEqual([400, expect.stringContaining('empty')])
  const deep = (open: string, close: string) => open.repeat(10_000) + close.repeat(10_000)
  expect(await refused('PUT', path, deep('[', ']'))).toEqual([400, expect.stringContaining('500 levels')])
  // Numbers that have to be kept as they are written are read in another way.
  expect(await refused('PUT', path, `[1.0,${deep('{"a":', '}').replace(':}', ':1}')}]`)).toEqual([
    400,
    expect.stringContaining('500 levels'),
  ])
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

test('a pact that is larger than any tool reads is refused, also by adding to it', async () => {
  await using broker = await testBroker()
  const path = '/pacts/provider/products/consumer/orders/version/1'
  const pact = (name: string) =>
    JSON.stringify({
      ...pactOf([]),
      interactions: [{ description: name, response: 'x'.repeat(0.6 * MAX_PACT_BYTES) }],
    })
  expect((await broker.send('PUT', path, pact('one'))).status).toBe(201)
  const merged = await broker.send('PATCH', path, pact('two'))
  expect([merged.status, merged.body.errors]).toEqual([413, ['A pact may have 64 MB; this one has 77 MB.']])
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
  expect((await broker.get('/pacts/provider/products/provider-states')).body.providerStates).toEqual([
    { name: 'there is a product', consumers: ['orders'] },
  ])
  expect((await broker.send('DELETE', '/pacticipants/orders/branches/main')).status).toBe(204)
  expect((await broker.send('DELETE', '/pacticipants/orders')).status).toBe(204)
  expect((await broker.get('/integrations')).body._embedded.integrations).toEqual([])
})

test('what was recorded can be ended and taken away', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main', tags: ['dev'] })
  await broker.publish({ version: '2', branch: 'feat/x', pact: pactOf(['two']) })
  const { body: environment } = await broker.send('POST', '/environments', { name: 'test' })
  const place = `/pacticipants/orders/versions/1/deployed-versions/environment/${environment.uuid}`
  const deployed = await broker.send('POST', place, {})
  expect(deployed.headers.get('location')).toBe(deployed.body._links.self.href)
  expect((await broker.send('POST', place, {})).body.uuid).toBe(deployed.body.uuid)
  const own = deployed.body._links.self.href
  expect((await broker.send('PATCH', own, {})).body).toMatchObject({ currentlyDeployed: true })
  const { body: ended } = await broker.send('PATCH', own, { currentlyDeployed: false })
  expect(ended).toMatchObject({ currentlyDeployed: false, undeployedAt: expect.any(String) })
  expect((await broker.send('PATCH', own, { currentlyDeployed: false })).body).toEqual(ended)
  expect((await broker.send('PATCH', own, { currentlyDeployed: true })).status).toBe(422)
  const status = async (method: string, path: string) => (await broker.send(method, path)).status
  const { body: result } = await broker.verify({ of: '1', by: 'p1' })
  const steps = [
    ['DELETE', result._links.self.href, 204],
    ['GET', result._links.self.href, 404],
    ['DELETE', '/pacticipants/orders/versions/1/tags/dev', 204],
    ['GET', '/pacticipants/orders/tags/dev/versions', 404],
    ['DELETE', '/pacticipants/orders/branches?exclude[]=none', 202],
    ['GET', '/pacticipants/orders/branches/feat%2Fx/versions', 404],
    ['GET', '/pacticipants/orders/branches/main/versions', 200],
    ['DELETE', '/pacts/provider/products/consumer/orders/version/2', 204],
    ['GET', '/pacts/provider/products/consumer/orders/version/2', 404],
    ['DELETE', '/pacticipants/orders/versions/2', 204],
    ['GET', '/pacticipants/orders/versions/2', 404],
    ['DELETE', '/integrations', 204],
    ['GET', '/pacts/provider/products/consumer/orders/latest', 404],
    ['DELETE', environment._links.self.href, 204],
    ['DELETE', '/pacticipants/orders', 204],
    ['GET', '/pacticipants/orders', 404],
  ] as const
  for (const [method, path, expected] of steps) {
    expect([method, path, await status(method, path)]).toEqual([method, path, expected])
  }
})

test('long lists come in pages', async () => {
  await using broker = await testBroker()
  for (const version of ['1', '2', '3']) await broker.publish({ version, branch: 'main' })
  const page = async (query: string) => {
    const { body } = await broker.get(`/pacticipants/orders/branches/main/versions?${query}`)
    const numbers = body._embedded.versions.map(({ number }: { number: string }) => number)
    return { numbers, next: body._links.next?.href?.split('?')[1], page: body.page }
  }
  expect(await page('pageNumber=1&pageSize=2')).toEqual({
    ...{ numbers: ['3', '2'], next: 'pageNumber=2&pageSize=2' },
    page: { number: 1, size: 2, totalElements: 3, totalPages: 2 },
  })
  expect(await page('page=2&size=2')).toMatchObject({ numbers: ['1'], next: undefined })
  expect(await page('pageSize=-1')).toMatchObject({ numbers: ['3', '2', '1'] })
})

test('two pacts can be compared', async () => {
  await using broker = await testBroker()
  const changed = pactOf(['a', 'b'])
  changed.interactions[0]!.response.status = 404
  await broker.publish({ version: '1', pact: pactOf(['a', 'gone']) })
  await broker.publish({ version: '2', pact: changed })
  const parties = '/pacts/provider/products/consumer/orders'
  const { body, headers } = await broker.get(`${parties}/version/2/diff/previous-distinct`)
  expect(headers.get('content-type')).toContain('text/plain')
  expect(body).toMatchInlineSnapshot(`
    "changed: a
        },
        "response": {
    -     "status": 200
    +     "status": 404
        }
      }

    removed: gone

    added: b
    "
  `)
  expect((await broker.get(`${parties}/version/2/diff/version/1`)).body).toBe(body)
  expect((await broker.get(`${parties}/version/1/diff/previous-distinct`)).status).toBe(404)
})

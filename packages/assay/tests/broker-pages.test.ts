import { expect, test } from 'vitest'
import { pactOf, testBroker } from './support/broker.ts'
import { tell } from './support/broker-story.ts'

// What people see of a broker in a browser.

const HTML = { accept: 'text/html,*/*' }

/** What stands on a page. */
function textOf(page: string): string {
  return page
    .replace(/^.*<body/s, '<body')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

test('people see every contract: what has failed first, and where versions are used', async () => {
  await using broker = await testBroker()
  const page = async () =>
    (await broker.get('/', { accept: 'text/html,*/*' })).body.replaceAll(broker.url, 'BROKER')
  expect(await page()).toContain('No pact has been published yet.')
  const consumer = '<script>alert(1)</script>'
  await broker.publish({ consumer, version: '1', branch: 'main', pact: pactOf(['a'], { consumer }) })
  await broker.publish({ version: '7', branch: 'main', tags: ['dev'] })
  await broker.verify({ of: '7', by: 'p1', branch: 'main', success: false })
  const shown = await page()
  expect(shown).not.toContain('<script>')
  expect(textOf(shown)).toMatch(
    /latest pact of 2 contracts: 1 failed, 1 not verified.* ✗ failed orders 7 · main · dev products p1 · main .*\? not verified &lt;script/,
  )
  expect(shown).toContain('href="BROKER/pacts/provider/products/consumer/orders/version/7"')
  const { headers } = await broker.get('/dashboard', { accept: 'text/html' })
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  const { body } = await broker.get('/dashboard')
  expect(body.items[1]).toMatchObject({
    consumer: { name: 'orders', version: { number: '7', branch: 'main', tags: ['dev'] } },
    provider: { name: 'products', version: { number: 'p1', branch: 'main' } },
    verificationStatus: 'failed',
  })
  // `node`, for example, is a word of its language.
  const dot = await broker.get('/integrations', { accept: 'text/vnd.graphviz' })
  expect(dot.body).toBe(`digraph {\n  "${consumer}" -> "products"\n  "orders" -> "products"\n}\n`)
  expect((await broker.get('/integrations?q=ORD')).body._embedded.integrations).toHaveLength(1)
})

test('the network is drawn, also with circles and with itself, as long as somebody can read it', async () => {
  await using broker = await testBroker()
  const page = async () => (await broker.get('/network', HTML)).body
  await tell(broker, ['a 1 needs a'])
  expect(await page()).not.toContain('<svg')
  await tell(broker, ['a 1 needs b', 'b 1 needs a', 'b 1 verifies a 1'])
  expect(await page()).toMatch(/<svg.*edge verified.*edge unknown.*<title>a<.*<title>b</s)
  await tell(
    broker,
    Array.from({ length: 80 }, (_, index) => `many-${index} 1 needs b`),
  )
  expect(await page()).not.toContain('<svg')
})

test('a badge is an image whatever its label holds', async () => {
  await using broker = await testBroker()
  const path = '/pacts/provider/api/consumer/web/latest/badge'
  const { body, headers } = await broker.get(
    `${path}?label=${encodeURIComponent('<script>\u0000\u001b[1m"')}`,
  )
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(body).toContain('aria-label="&lt;script&gt;\uFFFD&#34;: not found"')
})

test('every result of a contract has a page', async () => {
  await using broker = await testBroker()
  await tell(broker, [
    ...['web 1 needs api', 'web 1 is on main', 'api 10 verifies web 1', 'api 10 is deployed to prod'],
    ...['web 0123456789012345678901234567890123456789 needs api', 'api 11 fails web 1'],
  ])
  const page = await broker.get('/matrix/provider/api/consumer/web', HTML)
  expect(page.headers.get('content-type')).toBe('text/html;charset=utf-8')
  expect(textOf(page.body).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')).toMatchInlineSnapshot(
    `"All contracts web → api 1 failed, 1 not verified, 1 verified. Times are UTC. Result Consumer Provider Published Verified ? not verified web 0123456789… api TIME pact ✗ failed web 1 · main api 11 TIME TIME pact ✓ verified web 1 · main api 10 · deployed in prod TIME TIME pact"`,
  )
})

test('people can ask whether something may be deployed', async () => {
  await using broker = await testBroker()
  await tell(broker, [
    ...['web 1 needs api', 'api 10 verifies web 1', 'api 10 is deployed to prod'],
    ...['web 2 needs api', 'api 10 fails web 2'],
  ])
  const ask = async (path: string) =>
    textOf((await broker.get(path, HTML)).body).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')
  expect([
    await ask('/can-i-deploy?pacticipant=web&version=1&environment=prod'),
    await ask('/matrix?q[][pacticipant]=web&q[][version]=2&latestby=cvpv&environment=prod'),
    await ask('/can-i-deploy?pacticipant=api&version=10&to=prod'),
  ]).toMatchInlineSnapshot(`
    [
      "All contracts web 1 to prod 1 verified. Times are UTC. It may be deployed. Every pact between them has a successful result Result Consumer Provider Published Verified ✓ verified web 1 api 10 · deployed in prod TIME TIME pact",
      "All contracts web 2 to prod 1 failed. Times are UTC. It may not be deployed. The verification of the pact between version 2 of web and the version of api currently in prod (10) failed Result Consumer Provider Published Verified ✗ failed web 2 api 10 · deployed in prod TIME TIME pact",
      "All contracts api 10 to prod There are no results. It may be deployed. There is nothing that it has to fit",
    ]
  `)
})

import { expect, test } from 'vitest'
import { pactOf, type TestBroker, testBroker } from './support/broker.ts'

// Whether a version may be deployed, and why not.

/** Puts a version into an environment, which is made when there is none. */
function placing(broker: TestBroker, kind: 'deployed' | 'released') {
  return async (name: string, version: string, place: { in?: string; instance?: string } = {}) => {
    const { in: environment = 'production', instance } = place
    await broker.send('POST', '/environments', { name: environment })
    const { body } = await broker.get(`/environments?name=${environment}`)
    const [{ uuid }] = body._embedded.environments
    const path = `/pacticipants/${name}/versions/${version}/${kind}-versions/environment/${uuid}`
    return broker.send('POST', path, instance === undefined ? {} : { applicationInstance: instance })
  }
}

/** What the broker says to a question of the standard command line. */
function asking(broker: TestBroker) {
  return async (question: string) => {
    const { status, body } = await broker.get(`/matrix?${question}`)
    if (status !== 200) return { status, errors: body.errors }
    const { deployable, success, failed, unknown } = body.summary
    const texts = body.notices.map(({ text }: { text: string }) => text)
    return { deployable, counts: [success, failed, unknown], texts, rows: body.matrix.length }
  }
}

const of = (name: string, version: string) => `q[][pacticipant]=${name}&q[][version]=${version}&latestby=cvpv`

test('versions that expect the same share their results', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1' })
  await broker.publish({ version: '2' })
  await broker.publish({ version: '3', pact: pactOf(['something else']) })
  await broker.verify({ of: '1', by: 'p1' })
  const ask = asking(broker)
  expect(await ask(`${of('orders', '2')}&${of('products', 'p1')}`)).toMatchObject({
    deployable: true,
    counts: [1, 0, 0],
  })
  expect(await ask(`${of('orders', '3')}&${of('products', 'p1')}`)).toMatchObject({
    deployable: null,
    counts: [0, 0, 1],
    texts: ['There is no verified pact between version 3 of orders and version p1 of products'],
  })
})

test('a version is deployed when everything in the environment fits it', async () => {
  await using broker = await testBroker()
  const [deploy, ask] = [placing(broker, 'deployed'), asking(broker)]
  const to = (name: string, version: string) => ask(`${of(name, version)}&environment=production`)
  await broker.send('POST', '/environments', { name: 'production' })
  await broker.publish({ version: '1' })
  expect(await to('orders', '1')).toMatchObject({ deployable: null, counts: [0, 0, 1] })
  expect((await to('orders', '1')).texts).toEqual([
    'There is no verified pact between version 1 of orders and the version of products currently in production (there is none)',
  ])
  await broker.verify({ of: '1', by: 'p1' })
  // Nobody needs the provider there yet.
  expect(await to('products', 'p1')).toMatchObject({
    deployable: true,
    counts: [0, 0, 0],
    texts: ['There is nothing that it has to fit'],
  })
  await deploy('products', 'p1')
  expect(await to('orders', '1')).toMatchObject({
    deployable: true,
    texts: ['Every pact between them has a successful result'],
  })
  await deploy('orders', '1')
  await broker.verify({ of: '1', by: 'p2', success: false })
  expect(await to('products', 'p2')).toMatchObject({
    deployable: false,
    counts: [0, 1, 0],
    texts: [
      'The verification of the pact between the version of orders currently in production (1) and version p2 of products failed',
    ],
  })
  expect(await to('products', 'p1')).toMatchObject({ deployable: true, counts: [1, 0, 0] })
  expect(await to('orders', 'unheard-of')).toMatchObject({
    deployable: false,
    texts: ['Nothing is known of version unheard-of of orders: it has published no pact and no result'],
  })
})

test('every version that is in the environment has to fit, also one that was never asked', async () => {
  await using broker = await testBroker()
  const [deploy, release, ask] = [placing(broker, 'deployed'), placing(broker, 'released'), asking(broker)]
  const to = (name: string, version: string) => ask(`${of(name, version)}&environment=production`)
  await broker.publish({ version: '1' })
  await broker.verify({ of: '1', by: 'p1' })
  await deploy('products', 'p1', { instance: 'blue' })
  await broker.send('PUT', '/pacticipants/products/versions/p2', {})
  await deploy('products', 'p2', { instance: 'green' })
  expect(await to('orders', '1')).toMatchObject({
    deployable: null,
    counts: [1, 0, 1],
    texts: [
      'There is no verified pact between version 1 of orders and one of the versions of products currently in production (p2)',
    ],
  })
  // Older command lines ask for the newest result only.
  const asOlder = () => ask(`${of('orders', '1').replace('cvpv', 'cvp')}&environment=production`)
  expect(await asOlder()).toMatchObject({ deployable: null, counts: [1, 0, 1] })
  await broker.verify({ of: '1', by: 'p2', success: false })
  expect(await to('orders', '1')).toMatchObject({ deployable: false, counts: [1, 1, 0] })
  await broker.verify({ of: '1', by: 'p1', success: false })
  await broker.verify({ of: '1', by: 'p2' })
  expect(await asOlder()).toMatchObject({ deployable: false, counts: [1, 1, 0] })
  await broker.verify({ of: '1', by: 'p1' })
  expect(await to('orders', '1')).toMatchObject({ deployable: true, counts: [2, 0, 0] })
  // Two versions of the consumer that were released are both in use.
  await broker.publish({ version: '2', pact: pactOf(['another']) })
  await release('orders', '1')
  await release('orders', '2')
  expect(await to('products', 'p1')).toMatchObject({ deployable: null, counts: [1, 0, 1] })
  // One that is deployed in the place of another replaces it.
  const { body: replaced } = await deploy('products', 'p3-unknown', { instance: 'green' })
  expect(replaced.errors).toBeDefined()
  await deploy('products', 'p1', { instance: 'green' })
  expect(await to('orders', '1')).toMatchObject({ deployable: true, counts: [1, 0, 0] })
})

test('what is ignored does not count, and what does not exist cannot be ignored', async () => {
  await using broker = await testBroker()
  const [deploy, ask] = [placing(broker, 'deployed'), asking(broker)]
  await broker.publish({ version: '1' })
  await broker.verify({ of: '1', by: 'p1', success: false })
  await deploy('orders', '1')
  const question = `${of('products', 'p1')}&environment=production`
  expect(await ask(`${question}&ignore[][pacticipant]=orders`)).toMatchObject({
    deployable: true,
    texts: ['There is nothing that it has to fit'],
    rows: 1,
  })
  expect(await ask(`${question}&ignore[][pacticipant]=orders&ignore[][version]=1`)).toMatchObject({
    deployable: true,
  })
  expect(await ask(`${question}&ignore[][pacticipant]=orders&ignore[][version]=2`)).toMatchObject({
    deployable: false,
    texts: [
      'WARN: cannot ignore version 2 of orders (there is none)',
      expect.stringContaining('The verification of the pact'),
    ],
  })
  expect(await ask(`${question}&ignore[][pacticipant]=nobody`)).toMatchObject({ deployable: false })
  const short = '/can-i-deploy?pacticipant=products&version=p1&environment=production'
  expect((await broker.get(short)).body.summary).toMatchObject({ deployable: false })
  expect((await broker.get(`${short}&ignore[]=orders`)).body.summary).toMatchObject({
    deployable: true,
    ignored: 1,
  })
})

test('branches, tags and main branches stand for their latest versions', async () => {
  await using broker = await testBroker()
  const ask = asking(broker)
  await broker.publish({ version: '1', branch: 'main', tags: ['prod'] })
  await broker.publish({ version: '2', branch: 'main', pact: pactOf(['two']) })
  await broker.verify({ of: '1', by: 'p1', branch: 'main' })
  await broker.verify({ of: '2', by: 'p1', success: false })
  const provider = 'q[][pacticipant]=products&q[][version]=p1'
  const consumer = (fields: string) => `q[][pacticipant]=orders&${fields}&${provider}&latestby=cvp`
  expect(await ask(consumer('q[][tag]=prod&q[][latest]=true'))).toMatchObject({ deployable: true })
  expect(await ask(consumer('q[][branch]=main&q[][latest]=true'))).toMatchObject({ deployable: false })
  expect(await ask(consumer('q[][branch]=main'))).toMatchObject({ deployable: false, counts: [1, 1, 0] })
  expect(await ask(consumer('q[][mainBranch]=true'))).toMatchObject({
    deployable: false,
    texts: [
      'The verification of the pact between the latest version of orders from its main branch (2) and version p1 of products failed',
    ],
  })
  expect(await ask(consumer('q[][tag]=none&q[][latest]=true'))).toMatchObject({ deployable: false })
  // The question of can-i-merge.
  expect(await ask(`${of('products', 'p1')}&mainBranch=true&latest=true`)).toMatchObject({
    counts: [0, 1, 0],
  })
  expect(await ask(`${of('orders', '1')}&mainBranch=true&latest=true`)).toMatchObject({ deployable: true })
  expect(await ask(`${of('products', 'p1')}&tag=prod&latest=true`)).toMatchObject({ deployable: true })
  const badge = async (path: string) => (await broker.get(path)).body
  expect(await badge('/pacticipants/products/main-branch/can-i-merge/badge')).toContain('>no<')
  expect(await badge('/matrix/provider/products/latest/x/consumer/orders/latest/prod/badge')).toContain(
    'not found',
  )
})

test('a filter on results shows less and promises no more', async () => {
  await using broker = await testBroker()
  const ask = asking(broker)
  await broker.publish({ version: '1' })
  await broker.verify({ of: '1', by: 'p1', success: false })
  const question = `${of('orders', '1')}&${of('products', 'p1')}`
  expect(await ask(`${question}&success[]=true`)).toMatchObject({
    deployable: false,
    rows: 0,
    counts: [0, 1, 0],
  })
  expect(await ask(`${question}&success[]=false`)).toMatchObject({ deployable: false, rows: 1 })
  await broker.verify({ of: '1', by: 'p1' })
  expect(await ask(question)).toMatchObject({ deployable: true, rows: 1 })
  const everyResult = 'q[][pacticipant]=orders&q[][pacticipant]=products'
  expect(await ask(everyResult)).toMatchObject({ rows: 2, counts: [1, 1, 0] })
  expect(await ask(`${everyResult}&limit=1`)).toMatchObject({ rows: 1, counts: [1, 1, 0] })
})

test('what a filter hides still counts, whoever is asked about', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1' })
  await broker.publish({ version: '2', pact: pactOf(['two']) })
  await broker.verify({ of: '1', by: 'p1', success: false })
  await broker.verify({ of: '2', by: 'p1' })
  expect(await asking(broker)(`${of('products', 'p1')}&success[]=true`)).toMatchObject({
    deployable: false,
    ...{ rows: 1, counts: [1, 1, 0] },
  })
})

test('a question that makes no sense is refused', async () => {
  await using broker = await testBroker()
  const ask = asking(broker)
  await broker.publish({ version: '1' })
  await placing(broker, 'deployed')('orders', '1')
  const question = of('orders', '1')
  expect([
    await ask(''),
    await ask('q[][pacticipant]=nobody'),
    await ask(`${question}&q[][latest]=true`),
    await ask(`${question}&environment=moon`),
    await ask(`${question}&environment=production&tag=prod`),
    await ask(`${question}&environment=production&latest=true`),
    await ask(`${question}&limit=0`),
    await ask('q[][pacticipant]=orders&latestby=day'),
  ]).toMatchInlineSnapshot(`
    [
      {
        "errors": [
          "Say at least which application: q[][pacticipant]=…",
        ],
        "status": 400,
      },
      {
        "errors": [
          "There is no pacticipant nobody.",
        ],
        "status": 400,
      },
      {
        "errors": [
          "Say of orders either a version or latest, not both.",
        ],
        "status": 400,
      },
      {
        "errors": [
          "There is no environment moon.",
        ],
        "status": 400,
      },
      {
        "errors": [
          "Give one place to compare with: environment, tag or mainBranch.",
        ],
        "status": 400,
      },
      {
        "errors": [
          "In an environment there is no latest; leave it out.",
        ],
        "status": 400,
      },
      {
        "errors": [
          "limit is 0; it must be a whole number above 0.",
        ],
        "status": 400,
      },
      {
        "errors": [
          "latestby is day; it must be one of cvpv, cvp, cp.",
        ],
        "status": 400,
      },
    ]
  `)
  const short = async (query: string) => (await broker.get(`/can-i-deploy?${query}`)).status
  expect(await short('pacticipant=orders&version=1')).toBe(400)
  expect(await short('pacticipant=orders&environment=production')).toBe(400)
  expect(await short('pacticipant=orders&version=1&environment=production&to=prod')).toBe(400)
})

import { expect, test } from 'vitest'
import { pactOf, type TestBroker, testBroker } from './support/broker.ts'

// Which pacts a provider is given to verify, and which of them do not count yet.

interface Shown {
  readonly shortDescription: string
  readonly verificationProperties: {
    readonly pending?: boolean
    readonly wip?: boolean
    readonly notices: readonly { readonly when: string; readonly text: string }[]
  }
  readonly _links: { readonly self: { readonly href: string } }
}

async function ask(broker: TestBroker, question: object): Promise<readonly Shown[]> {
  const { body } = await broker.send('POST', '/pacts/provider/products/for-verification', question)
  return body._embedded.pacts
}

/** What selectors mean, in words. */
function selecting(broker: TestBroker, ownBranch = 'feature') {
  return async (...consumerVersionSelectors: object[]) => {
    const pacts = await ask(broker, { consumerVersionSelectors, providerVersionBranch: ownBranch })
    return pacts.map(({ shortDescription }) => shortDescription).toSorted()
  }
}

function publishTo(broker: TestBroker) {
  return (version: string, branch: string, tags: string[] = []) =>
    broker.publish({ version, branch, tags, pact: pactOf([`version ${version}`]) })
}

test('the pacts to verify are those that the selectors mean', async () => {
  await using broker = await testBroker()
  const { body: environment } = await broker.send('POST', '/environments', { name: 'test' })
  const publish = publishTo(broker)
  await publish('1', 'main', ['prod'])
  await publish('2', 'main', ['prod'])
  await publish('3', 'feature')
  const released = `/pacticipants/orders/versions/1/released-versions/environment/${environment.uuid}`
  await broker.send('POST', released, {})
  const numbers = selecting(broker)
  expect(await numbers({ mainBranch: true })).toEqual(['latest from the main branch (2)'])
  expect(await numbers({ branch: 'feature' })).toEqual(['latest from branch feature (3)'])
  expect(await numbers({ branch: true })).toEqual([
    'latest from branch feature (3)',
    'latest from branch main (2)',
  ])
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

test('a consumer whose newest version has no pact any more is not verified by its branch', async () => {
  await using broker = await testBroker()
  const publish = publishTo(broker)
  await publish('1', 'main', ['prod'])
  await broker.send('PUT', '/pacticipants/orders/branches/main/versions/2', {})
  await broker.send('PUT', '/pacticipants/orders/versions/2/tags/prod', {})
  const numbers = selecting(broker)
  expect(await numbers({ mainBranch: true })).toEqual([])
  expect(await numbers({ branch: 'main' })).toEqual([])
  expect(await numbers({ tag: 'prod', latest: true })).toEqual([])
  expect(await numbers()).toEqual([])
  expect(await numbers({ latest: true })).toEqual(['latest (1)'])
})

test('of a consumer without versions on its main branch the tag of that name is verified, else the latest', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'x', tags: ['stable'], pact: pactOf(['1']) })
  await broker.publish({ version: '2', branch: 'y', pact: pactOf(['2']) })
  const numbers = selecting(broker)
  expect(await numbers()).toEqual(['latest (2)'])
  await broker.send('PATCH', '/pacticipants/orders', { mainBranch: 'stable' })
  expect(await numbers()).toEqual(['latest with tag stable (1)'])
  await broker.send('PUT', '/pacticipants/orders/branches/stable/versions/2', {})
  expect(await numbers()).toEqual(['latest from the main branch (2)'])
})

test('tags say what branches and deployments say, for teams that have only tags', async () => {
  await using broker = await testBroker()
  await broker.send('POST', '/environments', { name: 'prod' })
  await broker.publish({ version: '1', tags: ['main', 'dev'], pact: pactOf(['1']) })
  const numbers = selecting(broker)
  expect(await numbers({ mainBranch: true })).toEqual(['latest from the main branch (1)'])
  expect(await numbers({ branch: 'dev' })).toEqual([])
  expect(await numbers({ environment: 'prod' })).toEqual([])
  await broker.send('PUT', '/pacticipants/orders/versions/1/tags/prod', {})
  expect(await numbers({ environment: 'prod' })).toEqual(['deployed in prod (1)'])
  expect(await numbers({ branch: 'prod' })).toEqual([])
  // What has a branch keeps it.
  await broker.publish({ version: '2', branch: 'feat/x', tags: ['dev'], pact: pactOf(['2']) })
  expect(await numbers({ branch: 'dev' })).toEqual([])
  const { body } = await broker.get('/pacticipants/orders')
  expect(body.mainBranch).toBe('main')
})

test('a selector that cannot be meant is refused, and says which', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main' })
  const problems = async (selector: object, question: object = { providerVersionBranch: 'main' }) => {
    const { status, body } = await broker.send('POST', '/pacts/provider/products/for-verification', {
      ...{ consumerVersionSelectors: [{ latest: true }, selector] },
      ...question,
    })
    return status === 200 ? [] : [status, ...body.errors.consumerVersionSelectors]
  }
  expect([
    await problems({ consumer: 'orders' }),
    await problems({ mainBranch: true, tag: 'prod' }),
    await problems({ matchingBranch: true }, {}),
    await problems({ matchingBranch: true }, { providerVersionBranch: '' }),
    await problems({ branch: 'main', tag: 'prod' }),
    await problems({ branch: 'main', latest: false }),
    await problems({ branch: 'main', deployed: true }),
    await problems({ deployed: true, released: true }),
    await problems({ fallbackTag: 'prod', tag: 'dev' }),
    await problems({ fallbackBranch: 'main', latest: true }),
    await problems({ environment: 'moon' }),
  ]).toMatchInlineSnapshot(`
    [
      [
        400,
        "say which versions: by mainBranch, matchingBranch, branch, tag, latest, environment, deployed, released, deployedOrReleased (at index 1)",
      ],
      [
        400,
        "mainBranch cannot be used with anything but consumer (at index 1)",
      ],
      [
        400,
        "matchingBranch needs the providerVersionBranch (at index 1)",
      ],
      [
        400,
        "matchingBranch needs the providerVersionBranch (at index 1)",
      ],
      [
        400,
        "tag and branch cannot be used together (at index 1)",
      ],
      [
        400,
        "branch cannot be used with latest=false (at index 1)",
      ],
      [
        400,
        "branch cannot be used with deployed (at index 1)",
      ],
      [
        400,
        "deployed, released cannot be used together (at index 1)",
      ],
      [
        400,
        "fallbackTag needs tag and latest=true (at index 1)",
      ],
      [
        400,
        "fallbackBranch needs branch (at index 1)",
      ],
      [
        400,
        "there is no environment moon (at index 1)",
      ],
    ]
  `)
  expect(await problems({ mainBranch: true, latest: true, deployed: false, tag: null })).toEqual([])
  expect((await broker.get('/pacts/provider/nobody/for-verification')).status).toBe(404)
})

test('a pact is pending until its branch has verified it, and new ones come as work in progress', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main', pact: pactOf(['one']) })
  await broker.publish({ version: '2', branch: 'feature', pact: pactOf(['two']) })
  const question = (providerVersionBranch: string) => ({
    consumerVersionSelectors: [{ mainBranch: true }],
    ...{ providerVersionBranch, includePendingStatus: true, includeWipPactsSince: '2020-01-01' },
  })
  const properties = async (branch: string) =>
    (await ask(broker, question(branch))).map((one) => one.verificationProperties)
  const [main, wip] = await ask(broker, question('main'))
  expect(main?.verificationProperties).toMatchObject({ pending: true })
  expect(wip?.verificationProperties).toMatchObject({ pending: true, wip: true })
  const notices = main?.verificationProperties.notices.map(({ text }) =>
    text.replace(broker.url, 'http://broker'),
  )
  expect(notices).toMatchInlineSnapshot(`
    [
      "The pact at http://broker/pacts/provider/products/consumer/orders/pact-version/5c7320d90c019e7180366bda779cc5cf1bfae601 is verified because it is latest from the main branch (1).",
      "It is pending for branch main of products: no version there has verified it successfully yet. If it fails, that does not fail your build.",
      "It stays pending: the result was not published.",
      "It is no longer pending for branch main of products.",
      "It stays pending: it failed, and the result was not published.",
      "It stays pending for branch main of products until it is verified successfully.",
    ]
  `)
  await broker.verify({ of: '1', by: 'p1', branch: 'main' })
  // What was verified as work in progress only stays that until somebody selects it.
  const shown = await broker.get(wip!._links.self.href)
  const results = shown.body._links['pb:publish-verification-results'].href
  await broker.send('POST', results, { success: true, providerApplicationVersion: 'p1' })
  expect(await properties('main')).toMatchObject([{ pending: false }, { pending: true, wip: true }])
  // A branch that nobody has used begins with what the others have verified.
  expect(await properties('new')).toMatchObject([{ pending: false }, { pending: true, wip: true }])
  // One that was there before has not.
  await broker.send('PUT', '/pacticipants/products/branches/older/versions/p0', {})
  await broker.publish({ version: '3', branch: 'main', pact: pactOf(['three']) })
  await broker.verify({ of: '3', by: 'p2', branch: 'main' })
  expect(await properties('older')).toMatchObject([{ pending: true }, { pending: true, wip: true }])
  const since = { ...question('main'), includeWipPactsSince: '2999-01-01' }
  expect(await ask(broker, since)).toHaveLength(1)
})

test('tags of a provider do what a branch does, and without either any success counts', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main', pact: pactOf(['one']) })
  await broker.publish({ version: '2', branch: 'feature', pact: pactOf(['two']) })
  const properties = async (providerVersionTags: string[]) => {
    const shown = await ask(broker, {
      consumerVersionSelectors: [{ mainBranch: true }],
      ...{ providerVersionTags, includePendingStatus: true, includeWipPactsSince: '2020-01-01' },
    })
    return shown.map((one) => one.verificationProperties)
  }
  expect(await properties(['dev'])).toMatchObject([{ pending: true }, { pending: true, wip: true }])
  expect(await properties([])).toMatchObject([{ pending: true }])
  await broker.send('PUT', '/pacticipants/products/versions/p0/tags/old', {})
  await broker.send('PUT', '/pacticipants/products/versions/p1/tags/dev', {})
  await broker.verify({ of: '1', by: 'p1' })
  expect(await properties(['dev'])).toMatchObject([{ pending: false }, { wip: true }])
  expect(await properties(['new'])).toMatchObject([{ pending: false }, { wip: true }])
  expect(await properties(['dev', 'old'])).toMatchObject([{ pending: true }, { wip: true }])
  expect(await properties([])).toMatchObject([{ pending: false }])
})

test('a result is told for the version that was asked for', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main' })
  await broker.publish({ version: '2', branch: 'main' })
  const consumerOf = async (path: string) => (await broker.get(path)).body._links['pb:consumer-version'].name
  const parties = '/pacts/provider/products/consumer/orders'
  const { body } = await broker.get(`${parties}/version/1`)
  const results = body._links['pb:publish-verification-results'].href
  expect(await consumerOf(results.replace('/verification-results', ''))).toBe('1')
  expect(await consumerOf(body._links['pb:pact-version'].href)).toBe('2')
  expect(await consumerOf(`${parties}/latest`)).toBe('2')
})

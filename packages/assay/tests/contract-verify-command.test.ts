import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bodyOf, startServer } from '../src/contract/provider/fixtures/listening.ts'
import { startAssay } from './support/assay.ts'
import { pactOf, testBroker } from './support/broker.ts'
import { consumerRepository, contractCommand, provider, writePact } from './support/contract-command.ts'
import { folderWith } from './support/load.ts'
import { copyProject, emptyFolder } from './support/project.ts'
import { commitAll, gitIn } from './support/repository.ts'

const PUBLISH = ['--publish-verification-results', '--provider-app-version']

test('verifies existing files at once, wherever they are named', async () => {
  await using good = await provider(200)
  await using bad = await provider(404)
  using folder = emptyFolder()
  writePact(folder, ['a product', 'another product'])
  const at = (url: string) => ['verify', '--provider-base-url', url]
  const run = contractCommand(folder, {})
  for (const path of [[], ['pacts'], ['pacts/orders-products.json'], ['pacts/*-products.json']]) {
    const { code, stdout, stderr } = await run(...at(good.url), ...path)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('✓ products keeps its contracts: 2 interactions verified')
  }
  const failed = await run(...at(bad.url), 'pacts')
  expect(failed.code).toBe(1)
  const shown = failed.stdout.replaceAll(bad.url, 'PROVIDER').replaceAll(/\d+(\.\d)? ms/g, 'TIME')
  expect(shown).toMatchInlineSnapshot(`
    "orders expects of products  (pacts/orders-products.json)
      ✗ "a product" (given "there is a product")  TIME
        No provider state callback is configured for provider state "there is a product"; the
          interaction was verified without it.
        The answer to "a product" (given "there is a product") is not what the consumer expects:
          Response status did not match.
          expected 200 but was 404
          request: GET PROVIDER/products/1
          answer: 404
          fix: change the provider so that it answers this, or agree with the consumer on another
            contract
          (contract_not_met)
      ✗ "another product" (given "there is a product")  TIME
        No provider state callback is configured for provider state "there is a product"; the
          interaction was verified without it.
        The answer to "another product" (given "there is a product") is not what the consumer expects:
          Response status did not match.
          expected 200 but was 404
          request: GET PROVIDER/products/1
          answer: 404
          fix: change the provider so that it answers this, or agree with the consumer on another
            contract
          (contract_not_met)

    ✗ products does not keep its contracts: 2 of 2 interactions failed
    "
  `)
})

test('verifies a pact at its address, and what a broker selects', async () => {
  await using broker = await testBroker({ credentials: [{ role: 'write', secret: 'token' }] })
  const headers = { authorization: 'Bearer token' }
  const content = Buffer.from(JSON.stringify(pactOf(['a product']))).toString('base64')
  const contract = {
    ...{ consumerName: 'orders', providerName: 'products', specification: 'pact' },
    ...{ contentType: 'application/json', content },
  }
  const publication = { pacticipantName: 'orders', pacticipantVersionNumber: '1', branch: 'feat/x' }
  await broker.send('POST', '/contracts/publish', { ...publication, contracts: [contract] }, headers)
  await using good = await provider(200)
  using folder = emptyFolder()
  const at = ['verify', '--provider-base-url', good.url]
  const address = `${broker.url}/pacts/provider/products/consumer/orders/version/1`
  // Without a broker the credentials are for the host of the address.
  const byAddress = await contractCommand(folder, { PACT_BROKER_TOKEN: 'token' })(
    ...at,
    address,
    ...PUBLISH,
    'p1',
  )
  expect([byAddress.code, byAddress.stdout]).toEqual([0, expect.stringContaining('is published')])

  const run = contractCommand(folder, { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: 'token' })
  const nothing = await run(
    ...at,
    '--provider',
    'products',
    '--consumer-version-selector',
    '{"mainBranch":true}',
  )
  expect([nothing.code, nothing.stderr]).toEqual([3, expect.stringContaining('has no pacts for "products"')])
  const allowed = await run(
    ...[...at, '--provider', 'products', '--ignore-no-pacts-error'],
    ...['--consumer-version-selector', '{"mainBranch":true}'],
  )
  expect(allowed.code).toBe(0)
  const selected = await run(
    ...at,
    '--provider',
    'products',
    '--consumer-version-selector',
    '{"branch":"feat/x"}',
  )
  expect([selected.code, selected.stdout]).toEqual([0, expect.stringContaining('1 interaction verified')])
})

test('states, messages and requests as a file of the provider has them', async () => {
  using folder = folderWith({
    'products.states.ts': `import { messages, requestFilter, states } from 'assay/contract'
let there = false
states('products', { 'there is a product': { setup: () => { there = true }, teardown: () => { there = false } } })
messages('products', { 'a changed price': () => ({ contents: { price: there ? 9 : 0 } }) })
requestFilter('products', (request) => ({ ...request, headers: { ...request.headers, authorization: 'Bearer today' } }))
`,
    'pact.json': JSON.stringify({
      ...{ consumer: { name: 'orders' }, provider: { name: 'products' } },
      interactions: [
        {
          ...{ type: 'Synchronous/HTTP', description: 'a product' },
          ...{ request: { method: 'GET', path: '/products/1' }, response: { status: 200 } },
        },
        {
          ...{ type: 'Asynchronous/Messages', description: 'a changed price' },
          providerStates: [{ name: 'there is a product' }],
          contents: { content: { price: 9 }, contentType: 'application/json', encoded: false },
        },
      ],
      metadata: { pactSpecification: { version: '4.0' } },
    }),
  })
  await using server = await startServer((request, response) => {
    const { authorization, 'x-team': team } = request.headers
    response.writeHead(authorization === 'Bearer today' && team === 'orders, web' ? 200 : 401).end()
  })
  const run = contractCommand(folder, {})
  const verify = ['verify', 'pact.json', '--provider-base-url', server.url, '--states', 'products.states.ts']
  const headers = ['--header', 'X-Team: orders', '--custom-provider-header', 'X-Team: web']
  expect(await run(...verify, ...headers)).toMatchObject({ code: 0, stderr: '' })
  expect((await run(...verify)).code).toBe(1)
  const twice = await run(...verify, '--messages-url', server.url)
  expect([twice.code, twice.stderr]).toEqual([3, expect.stringContaining('both make messages')])
})

test('states by address, as other Pact tools have them', async () => {
  const told: unknown[] = []
  await using server = await startServer(async (request, response) => {
    if (request.url === '/states') told.push(JSON.parse(await bodyOf(request)))
    response.writeHead(200).end()
  })
  using folder = emptyFolder()
  writePact(folder, ['a product'])
  const run = contractCommand(folder, {})
  const states = ['--provider-states-setup-url', `${server.url}/states`]
  const verify = ['verify', '--provider-base-url', server.url]
  expect((await run(...verify, ...states, '--state-change-teardown')).code).toBe(0)
  const state = { state: 'there is a product', consumer: 'orders', params: {} }
  expect(told).toEqual([
    { ...state, action: 'setup' },
    { ...state, action: 'teardown' },
  ])
  const alone = await run(...verify, '--state-change-teardown')
  expect([alone.code, alone.stderr]).toEqual([3, expect.stringContaining('--provider-states-setup-url')])
})

test('some interactions are verified, and told for machines, and not published', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main', pact: pactOf(['a lamp', 'a table']) })
  await using bad = await provider(404)
  using folder = emptyFolder()
  const run = contractCommand(folder, { PACT_BROKER_BASE_URL: broker.url })
  const verify = [
    'verify',
    '--provider',
    'products',
    '--provider-base-url',
    bad.url,
    '--json',
    ...PUBLISH,
    'p1',
  ]
  const { code, stdout } = await run(...verify, '--filter-description', '^a l', '--filter-consumer', 'orders')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    provider: 'products',
    pacts: [
      {
        ...{ consumer: 'orders', isPending: false, outcome: 'failed', isComplete: false },
        publication: { isPublished: false, reason: 'only some of its interactions were asked for' },
        interactions: [
          {
            ...{ description: 'a lamp', states: ['there is a product'], outcome: 'failed' },
            mismatches: [{ kind: 'status', expected: '200', actual: '404' }],
            failure: { code: 'contract_not_met' },
          },
        ],
      },
    ],
  })
  const nothing = await run(
    'verify',
    '--provider',
    'products',
    '--provider-base-url',
    bad.url,
    '--filter-no-state',
  )
  expect([nothing.code, nothing.stdout]).toEqual([
    1,
    expect.stringContaining('nothing of products was verified'),
  ])
})

test('a pact that is pending may fail, until it is met once', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main' })
  await using bad = await provider(404)
  await using good = await provider(200)
  using project = consumerRepository()
  const run = contractCommand(project, { PACT_BROKER_BASE_URL: broker.url })
  const verify = (url: string, ...args: readonly string[]) =>
    run('verify', '--provider', 'products', '--provider-base-url', url, ...args)
  const pending = await verify(bad.url)
  expect([pending.code, pending.stdout]).toEqual([0, expect.stringContaining('1 pending and not met yet')])
  expect((await verify(bad.url, '--no-pending')).code).toBe(1)
  expect((await verify(good.url, '--publish-verification-results')).code).toBe(0)
  const { body } = await broker.get('/pacticipants/products/branches/main/latest-version')
  expect(body.number).toBe(project.commit)
  expect((await verify(bad.url)).code).toBe(1)
})

test('what cannot be meant is told before anything is asked of the provider', async () => {
  let requests = 0
  await using server = await startServer((_, response) => {
    requests += 1
    response.writeHead(200).end()
  })
  using folder = emptyFolder()
  writePact(folder, ['a product'])
  const other = pactOf(['a user'], { provider: 'users' })
  writeFileSync(join(folder.directory, 'pacts/orders-users.json'), JSON.stringify(other))
  const run = contractCommand(folder, {})
  const said = async (...args: readonly string[]) => {
    const { code, stderr } = await run('verify', ...args)
    return [code, stderr.split('\n')[0]]
  }
  const at = ['--provider-base-url', server.url]
  expect(await said(...at)).toEqual([3, 'The pacts are for several providers: products, users.'])
  expect(await said(...at, '--provider', 'product')).toEqual([
    3,
    'None of the pacts is for provider "product".',
  ])
  expect(await said('--provider-base-url', 'localhost:3000')).toEqual([
    3,
    '--provider-base-url is "localhost:3000".',
  ])
  expect(await said(...at, '--provider', 'users', '--filter-state', '(')).toEqual([
    3,
    expect.stringContaining('The filter "(" is no regular expression'),
  ])
  expect(await said('pacts', '--provider', 'users')).toEqual([
    3,
    'pacts says something about a provider that runs already.',
  ])
  expect(await said('--provider', 'users')).toEqual([
    3,
    'There is neither an address of the provider nor an assay.config.ts that says how to boot it.',
  ])
  expect(await said(...at, '--provider', 'users', '--messages-url', 'ada:s3cret@messages')).toEqual([
    3,
    '--messages-url is "messages".',
  ])
  expect((await run('verify', ...at, '--provider', 'users', '--states', 'none.ts')).code).toBe(3)
  expect(requests).toBe(0)
})

test('an interruption is no result', async () => {
  await using broker = await testBroker()
  await broker.publish({ version: '1', branch: 'main' })
  await using silent = await startServer(() => {})
  using folder = emptyFolder()
  const verifying = startAssay(
    ['contract', 'verify', '--provider', 'products', '--provider-base-url', silent.url, ...PUBLISH, 'p1'],
    { ...folder, environment: { PACT_BROKER_BASE_URL: broker.url } },
  )
  await once(silent.server, 'request')
  verifying.signal('SIGINT')
  const { code, stdout } = await verifying.finished
  expect(code).toBe(130)
  expect(stdout).toContain('- products was not verified to its end: 0 interactions verified, 1 not run')
  expect((await broker.get('/pacticipants/products/versions/p1')).status).toBe(404)
})

test('a broker that does not answer can be interrupted', async () => {
  await using silent = await startServer(() => {})
  using folder = emptyFolder()
  const verifying = startAssay(
    ['contract', 'verify', '--provider', 'products', '--provider-base-url', silent.url],
    { ...folder, environment: { PACT_BROKER_BASE_URL: silent.url } },
  )
  await once(silent.server, 'request')
  verifying.signal('SIGINT')
  expect(await verifying.finished).toMatchObject({
    ...{ code: 130, stdout: '', stderr: 'stopping; once more to stop at once\n' },
  })
})

test('credentials in addresses are used, and not shown', async () => {
  const seen: string[] = []
  await using server = await startServer((request, response) => {
    const { authorization = '' } = request.headers
    seen.push(`${request.url} ${Buffer.from(authorization.replace('Basic ', ''), 'base64')}`)
    const isPact = request.url === '/pact'
    response.writeHead(request.url === '/states' ? 500 : 200)
    response.end(isPact ? JSON.stringify(pactOf(['a product'])) : '')
  })
  using folder = emptyFolder()
  const at = (who: string, path = '') => server.url.replace('http://', `http://${who}:s3cret@`) + path
  const { code, stdout, stderr } = await contractCommand(folder, {})(
    ...['verify', at('ada', '/pact'), '--provider-base-url', at('grace')],
    ...['--provider-states-setup-url', at('joan', '/states')],
  )
  expect(seen).toEqual(['/pact ada:s3cret', '/states joan:s3cret'])
  expect(code).toBe(1)
  expect(stdout).toContain(`POST ${server.url}/states answered 500`)
  expect(stdout + stderr).not.toContain('s3cret')
})

test('in a system, the definition says how the provider is booted', async () => {
  using project = copyProject('contract')
  const run = contractCommand(project, {})
  const passed = await run('verify', '--provider', 'products')
  expect(passed.stdout).toMatch(/^SHIP \(contract of products only\) {2}contract/)
  expect(passed.code).toBe(0)
  const unknown = await run('verify', '--provider', 'product')
  expect([unknown.code, unknown.stderr]).toEqual([3, expect.stringContaining('did you mean "products"?')])
})

test('in a system, the command line may name a broker, and take away what is pending', async () => {
  await using broker = await testBroker()
  const broken = {
    ...pactOf(['a lamp'], { consumer: 'web', provider: 'notices' }),
    interactions: [{ description: 'a lamp', request: { path: '/nowhere' }, response: { status: 200 } }],
  }
  await broker.publish({ consumer: 'web', provider: 'notices', version: '1', branch: 'main', pact: broken })
  using project = copyProject('contract')
  gitIn(project, 'init', '-q', '-b', 'main')
  commitAll(project)
  const run = contractCommand(project, {})
  const verify = ['verify', '--provider', 'notices']
  const named = [...verify, '--broker-base-url', broker.url]
  expect((await run(...verify)).stdout).not.toContain('a lamp')
  const pending = await run(...named)
  expect([pending.code, pending.stdout]).toEqual([0, expect.stringContaining('1 skipped')])
  const failed = await run(...named, '--no-pending')
  expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining('"a lamp"')])
  const nowhere = await run(...verify, '--publish-verification-results')
  expect([nowhere.code, nowhere.stdout]).toEqual([3, ''])
  expect(nowhere.stderr).toContain('(broker_not_named)')
})

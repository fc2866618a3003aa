import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testBroker } from './support/broker.ts'
import { emptyFolder } from './support/project.ts'
import { commandLine, verifyPacts, writePact } from './support/standard-clients.ts'
import { startReceiver } from './support/webhooks.ts'

// The broker with the clients that teams have, as they are published.

test('from a pact to a deployment with the standard clients', async () => {
  await using broker = await testBroker()
  using folder = emptyFolder()
  const run = commandLine(folder, broker)
  const succeeds = async (...args: string[]) => {
    const { code, output } = await run(...args)
    expect([args[0], code, output]).toEqual([args[0], 0, expect.anything()])
    return output
  }
  const verify = (status: number, version: string) => {
    const consumerVersionSelectors = [{ mainBranch: true }, { deployedOrReleased: true }]
    const pending = { enablePending: true, includeWipPactsSince: '2020-01-01' }
    const options = { ...pending, consumerVersionSelectors, providerVersionTags: ['dev'] }
    return verifyPacts(broker, { status, version, options })
  }
  writePact(folder, ['a product'])
  const publish = ['publish', 'pacts', '--consumer-app-version', '1', '--branch', 'main', '--tag', 'dev']
  expect(await succeeds(...publish)).toContain('orders')
  writePact(folder, ['another product'])
  const conflict = await run(...publish)
  expect(conflict.code).not.toBe(0)
  expect(conflict.output).toContain(
    'orders version 1 has published a pact with products that says something else',
  )
  expect(conflict.output).toContain('added: another product')
  await succeeds('create-environment', '--name', 'production', '--display-name', 'Production', '--production')
  expect(await succeeds('list-environments')).toContain('production')
  const ask = (name: string, version: string) =>
    run('can-i-deploy', '--pacticipant', name, '--version', version, '--to-environment', 'production')
  expect((await ask('orders', '1')).code).not.toBe(0)
  expect(await verify(200, 'p1')).toBe('passed')
  const deploy = (name: string, version: string) =>
    succeeds('record-deployment', '--pacticipant', name, '--version', version, '--environment', 'production')
  await deploy('products', 'p1')
  const yes = await ask('orders', '1')
  expect([yes.code, yes.output]).toEqual([0, expect.stringContaining('Computer says yes')])
  await deploy('orders', '1')
  // The pact is no longer pending: a provider that breaks it fails, and may not be deployed.
  expect(await verify(500, 'p2')).toBe('failed')
  const no = await ask('products', 'p2')
  expect([no.code, no.output]).toEqual([1, expect.stringContaining('Computer says no')])
  expect(no.output).toMatch(/verification .* failed/)
  const ignoring = await run(
    ...['can-i-deploy', '--pacticipant', 'products', '--version', 'p2', '--to-environment', 'production'],
    ...['--ignore', 'orders'],
  )
  expect(ignoring.code).toBe(0)
  expect(await succeeds('describe-version', '--pacticipant', 'products', '--version', 'p2')).toContain('p2')
  const { body } = await broker.get('/pacticipants/products/branches/main/latest-version')
  expect(body).toMatchObject({ number: 'p2', _embedded: { tags: [{ name: 'dev' }] } })
})

test('every command of the standard command line', async () => {
  await using broker = await testBroker()
  await using receiver = await startReceiver()
  using folder = emptyFolder()
  const run = commandLine(folder, broker)
  writePact(folder, ['a product'])
  const ofOrders = ['--pacticipant', 'orders']
  const uuids = new Map<string, string>()
  const uuid = (name: string) => ['--uuid', uuids.get(name) ?? 'missing']
  const hook = [`${receiver.url}/build`, '--request', 'POST', '--consumer', 'orders', '--data', '{"a":1}']
  /** Each with what it has to say. */
  const commands: readonly (readonly [args: () => readonly string[], says: string])[] = [
    [() => ['create-or-update-pacticipant', '--name', 'orders', '--main-branch', 'main'], 'orders'],
    [() => ['create-or-update-pacticipant', '--name', 'orders', '--display-name', 'The orders'], 'updated'],
    [() => ['describe-pacticipant', '--name', 'orders'], 'Main Branch: main'],
    [() => ['list-pacticipants'], 'The orders'],
    [
      () => [
        'create-or-update-version',
        ...ofOrders,
        '--version',
        '1',
        '--branch',
        'feat/new',
        '--tag',
        'a/b',
      ],
      "Branch 'feat/new' created",
    ],
    [() => ['publish', 'pacts', '--consumer-app-version', '1', '--branch', 'main'], 'its content is new'],
    [
      () => ['publish', 'pacts', '--consumer-app-version', '1', '--branch', 'main', '--merge'],
      'has not changed',
    ],
    [() => ['publish', 'pacts', '--consumer-app-version', '2', '--branch', 'feat/x'], 'branch feat/x'],
    [() => ['list-latest-pact-versions'], 'products'],
    [() => ['get-pacts', '--provider', 'products'], 'Pact between orders (1) and products'],
    [() => ['get-pacts', '--provider', 'products', '--latest'], 'Pact between orders (1) and products'],
    [
      () => ['get-pacts', '--provider', 'products', '--branch', 'feat/x'],
      'Pact between orders (2) and products',
    ],
    [() => ['get-pacts', '--provider', 'products', '--branch', 'feat/x', '--latest'], '(2)'],
    [() => ['get-pacts', '--provider', 'products', '--consumer', 'orders'], '(1)'],
    [() => ['get-pacts', '--provider', 'products', '--consumer', 'orders', '--latest'], '(1)'],
    [() => ['get-pacts', '--provider', 'products', '--consumer', 'orders', '--branch', 'feat/x'], '(2)'],
    [
      () => ['get-pacts', '--provider', 'products', '--consumer', 'orders', '--branch', 'feat/x', '--latest'],
      '(2)',
    ],
    [
      () => ['get-pacts', '--provider', 'products', '--download', '--download-dir', 'downloaded'],
      'orders-products-1.json',
    ],
    [() => ['provider-states', 'list', '--provider', 'products'], 'there is a product'],
    [() => ['provider-states', 'list', '--provider', 'products', '--branch', 'feat/x'], 'orders'],
    [
      () => ['create-version-tag', ...ofOrders, '--version', '3', '--tag', 'rel/3', '--auto-create-version'],
      'Success',
    ],
    [() => ['describe-version', ...ofOrders, '--latest', 'rel/3'], '3'],
    [() => ['delete-version-tag', ...ofOrders, '--version', '3', '--tag', 'rel/3'], 'Successfully deleted'],
    [() => ['create-environment', '--name', 'test', '--contact-name', 'Ada'], 'Created test environment'],
    [() => ['list-environments'], 'test'],
    [() => ['describe-environment', ...uuid('create-environment')], 'Name: Ada'],
    [
      () => ['update-environment', ...uuid('create-environment'), '--name', 'test', '--display-name', 'Ours'],
      'Updated test',
    ],
    [() => ['record-release', ...ofOrders, '--version', '1', '--environment', 'test'], 'Recorded release'],
    [() => ['describe-version', ...ofOrders, '--environment', 'test'], 'Released'],
    [
      () => ['provider-states', 'list', '--provider', 'products', '--environment', 'test', '--json'],
      'there is a product',
    ],
    [
      () => ['record-support-ended', ...ofOrders, '--version', '1', '--environment', 'test'],
      'Recorded support ended',
    ],
    [
      () => [
        'record-deployment',
        ...ofOrders,
        '--version',
        '1',
        '--environment',
        'test',
        '--application-instance',
        'blue',
      ],
      '(application instance blue)',
    ],
    [() => ['describe-version', ...ofOrders, '--environment', 'test', '--deployed'], 'blue'],
    [
      () => ['record-undeployment', ...ofOrders, '--environment', 'test', '--application-instance', 'blue'],
      'Undeployed',
    ],
    [
      () => ['can-i-deploy', ...ofOrders, '--version', '1', '--to-environment', 'test', '--dry-run'],
      'no verified pact',
    ],
    [() => ['can-i-merge', '--pacticipant', 'products', '--version', 'p1', '--dry-run'], 'Nothing is known'],
    [() => ['generate-uuid'], '-'],
    [() => ['create-webhook', ...hook, '--contract-published'], '"_links"'],
    [
      () => ['create-or-update-webhook', ...hook, ...uuid('generate-uuid'), '--contract-published'],
      '"_links"',
    ],
    [
      () => ['create-or-update-webhook', ...hook, ...uuid('generate-uuid'), '--provider-verification-failed'],
      '"_links"',
    ],
    [() => ['test-webhook', ...uuid('generate-uuid')], '"success":true'],
    [() => ['delete-webhook', ...uuid('generate-uuid')], 'successfully deleted'],
    [() => ['delete-branch', ...ofOrders, '--branch', 'feat/x'], 'Successfully deleted'],
    [() => ['delete-environment', ...uuid('create-environment')], 'deleted successfully'],
  ]
  const wrong: unknown[] = []
  const ran = new Set<string>()
  for (const [argsOf, says] of commands) {
    const args = argsOf()
    const { code, output } = await run(...args)
    if (code !== 0 || !output.includes(says)) wrong.push([args.join(' '), code, output])
    ran.add(args[0]!)
    const found = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(output)?.[0]
    if (found !== undefined) uuids.set(args[0]!, found)
  }
  expect(wrong).toEqual([])
  expect(readdirSync(join(folder.directory, 'downloaded'))).toEqual(['orders-products-1.json'])
  expect(receiver.received).toMatchObject([{ method: 'POST', url: '/build', body: '{"a":1}' }])
  // Those that start another broker, and that only help, have nothing to do with ours.
  const { output } = await run('--help')
  const offered = [...output.matchAll(/^ {2}([a-z][a-z-]+) {2,}/gm)].map((match) => match[1]!)
  expect(offered.filter((name) => !ran.has(name))).toEqual(['ruby', 'docker', 'help'])
}, 120_000)

test('what cannot be done ends with an error and a sentence', async () => {
  await using broker = await testBroker()
  using folder = emptyFolder()
  const run = commandLine(folder, broker)
  await broker.publish({ version: '1', branch: 'main' })
  await run('create-environment', '--name', 'test')
  const fails = async (...args: readonly string[]) => {
    const { code, output } = await run(...args)
    return `${code} ${output.replaceAll(broker.url, 'BROKER').replaceAll(/\s+/g, ' ').trim()}`
  }
  expect([
    await fails('create-environment', '--name', 'test'),
    await fails('record-deployment', '--pacticipant', 'orders', '--version', '9', '--environment', 'test'),
    await fails('record-deployment', '--pacticipant', 'orders', '--version', '1', '--environment', 'moon'),
    await fails('can-i-deploy', '--pacticipant', 'orders', '--version', '1', '--to-environment', 'moon'),
    await fails('can-i-deploy', '--pacticipant', 'nobody', '--version', '1', '--to-environment', 'test'),
    await fails('create-webhook', 'ftp://a', '--request', 'POST', '--contract-published'),
    await fails(
      'create-webhook',
      'http://a',
      '--request',
      'POST',
      '--contract-published',
      '--consumer',
      'nobody',
    ),
  ]).toMatchInlineSnapshot(`
    [
      "1 ❌ name: is the name of another environment",
      "1 ❌ Request to pact broker path 'BROKER/pacticipants/orders/versions/9' failed: 404 Not Found. URL: 'BROKER'",
      "1 ❌ Environment moon does not exist ❌ ❌ Environment moon does not exist",
      "1 ❌ failed validation - ["There is no environment moon."] ❌ There is no environment moon.",
      "1 ❌ failed validation - ["There is no pacticipant nobody."] ❌ There is no pacticipant nobody.",
      "1 ❌ Failed to create webhook: failed validation - ["request.url: must be an http or https address"]",
      "1 ❌ Failed to create webhook: failed validation - ["consumer.name: is no application that the broker knows"]",
    ]
  `)
})

test('the clients say who they are', async () => {
  const credentials = [
    { role: 'write', secret: 'ci:secret' },
    { role: 'read', secret: 'a-token' },
  ] as const
  await using broker = await testBroker({ credentials })
  using folder = emptyFolder()
  writePact(folder, ['a product'])
  const publish = ['publish', 'pacts', '--consumer-app-version', '1', '--branch', 'main']
  const asCi = { PACT_BROKER_USERNAME: 'ci', PACT_BROKER_PASSWORD: 'secret' }
  const withPassword = commandLine(folder, broker, asCi)
  const withToken = commandLine(folder, broker, { PACT_BROKER_TOKEN: 'a-token' })
  expect((await commandLine(folder, broker)('list-latest-pact-versions')).code).not.toBe(0)
  expect((await withToken(...publish)).code).not.toBe(0)
  expect((await withPassword(...publish)).code).toBe(0)
  expect((await withToken('list-latest-pact-versions')).code).toBe(0)
  // Who may read verifies, but does not publish.
  const verified = async (options: Readonly<Record<string, unknown>>) => {
    const outcome = await verifyPacts(broker, { status: 200, version: 'p1', options })
    const known = await broker.get('/pacticipants/products/versions/p1', { authorization: 'Bearer a-token' })
    return [outcome, known.status]
  }
  expect(await verified({ pactBrokerToken: 'a-token' })).toEqual(['passed', 404])
  expect(await verified({ pactBrokerUsername: 'ci', pactBrokerPassword: 'secret' })).toEqual(['passed', 200])
})

test('the standard verifier gets what its selectors mean, and tells of which version it verified', async () => {
  await using broker = await testBroker()
  await using receiver = await startReceiver()
  using folder = emptyFolder()
  const run = commandLine(folder, broker)
  for (const [version, branch] of [
    ['1', 'main'],
    ['2', 'feat/x'],
  ] as const) {
    writePact(folder, [`product ${version}`])
    await run('publish', 'pacts', '--consumer-app-version', version, '--branch', branch)
  }
  await broker.send('POST', '/webhooks', {
    events: [{ name: 'provider_verification_published' }],
    request: {
      method: 'POST',
      url: receiver.url,
      body: '\u0024{pactbroker.consumerVersionNumber} \u0024{pactbroker.providerVersionBranch}',
    },
  })
  const toldBy = async (options: Readonly<Record<string, unknown>>) => {
    const before = receiver.received.length
    const verification = {
      status: 200,
      version: `p${before}`,
      branch: 'feat/x',
      options,
    }
    const outcome = await verifyPacts(broker, verification)
    await broker.broker.webhooksSettled()
    return [outcome, ...receiver.received.slice(before).map(({ body }) => body)]
  }
  const told = (...consumerVersionSelectors: object[]) => toldBy({ consumerVersionSelectors })
  expect(await told({ mainBranch: true })).toEqual(['passed', '1 feat/x'])
  expect(await told({ matchingBranch: true })).toEqual(['passed', '2 feat/x'])
  expect(await told({ branch: 'none', fallbackBranch: 'main' })).toEqual(['passed', '1 feat/x'])
  expect(await told({ mainBranch: true }, { matchingBranch: true })).toEqual([
    'passed',
    '1 feat/x',
    '2 feat/x',
  ])
  // By its address, as a webhook gives it.
  const pactUrls = [`${broker.url}/pacts/provider/products/consumer/orders/version/2`]
  expect(await toldBy({ pactUrls })).toEqual(['passed', '2 feat/x'])
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startServer } from '../src/contract/provider/fixtures/listening.ts'
import { closedPort } from '../src/load/protocols/fixtures/test-server.ts'
import { startAssay } from './support/assay.ts'
import { testBroker } from './support/broker.ts'
import { consumerRepository, contractCommand, provider, writePact } from './support/contract-command.ts'
import { STACK_TRACE } from './support/load.ts'
import { standardBrokerCommand, verifyWithStandard } from './support/pact-tools.ts'
import { emptyFolder } from './support/project.ts'
import { commitAll, gitIn } from './support/repository.ts'

const TO_PRODUCTION = ['--to-environment', 'production']

test('from a pact to a deployment, with nothing but the commits of git', async () => {
  await using broker = await testBroker()
  using project = consumerRepository()
  const run = contractCommand(project, { PACT_BROKER_BASE_URL: broker.url })
  const shown = (text: string) =>
    text
      .replaceAll(broker.url, 'BROKER')
      .replaceAll(project.commit, 'COMMIT')
      .replaceAll(project.commit.slice(0, 12), 'SHORT_COMMIT')
      .replaceAll(/[0-9a-f]{40}/g, 'DIGEST')
  /** All but the last paragraph, in which the broker itself speaks. */
  const ours = (text: string) => shown(text).split('\n\n').slice(0, -1).join('\n\n')

  const published = await run('publish')
  expect([published.code, published.stderr]).toEqual([0, ''])
  expect(shown(published.stdout).split('\n').slice(0, 2)).toEqual([
    'version COMMIT (branch main) at BROKER/',
    '  orders expects of products: 1 interaction  (pacts/orders-products.json)',
  ])
  expect((await run('create-environment', '--name', 'production', '--production')).code).toBe(0)
  await using good = await provider(200)
  const verify = ['verify', '--provider', 'products', '--publish-verification-results']
  const passed = await run(...verify, '--provider-base-url', good.url, '--provider-app-version', 'p1')
  expect(passed.code).toBe(0)
  expect(passed.stdout).toContain('✓ products keeps its contracts: 1 interaction verified')
  expect(passed.stdout).toContain('the result for orders is published')

  const tooEarly = await run('can-i-deploy', '-a', 'orders', ...TO_PRODUCTION)
  expect(tooEarly.code).toBe(1)
  const deploy = ['record-deployment', '--environment', 'production']
  expect((await run(...deploy, '-a', 'products', '-e', 'p1')).code).toBe(0)
  const yes = await run('can-i-deploy', '-a', 'orders', ...TO_PRODUCTION)
  expect([yes.code, yes.stderr]).toEqual([0, ''])
  expect(ours(yes.stdout)).toMatchInlineSnapshot(`
    "✓ may orders COMMIT be deployed to production: yes

    consumer  version       provider  version  result
    orders    SHORT_COMMIT  products  p1       passed"
  `)
  const recorded = await run(...deploy, '-a', 'orders')
  expect(shown(recorded.stdout)).toBe('✓ orders COMMIT is recorded as deployed to production\n')

  await using bad = await provider(500)
  const failed = await run(...verify, '--provider-base-url', bad.url, '--provider-app-version', 'p2')
  expect([failed.code, failed.stdout]).toEqual([1, expect.stringContaining('expected 200 but was 500')])
  const no = await run('can-i-deploy', '-a', 'products', '-e', 'p2', ...TO_PRODUCTION)
  expect(no.code).toBe(1)
  expect(ours(no.stdout)).toMatchInlineSnapshot(`
    "✗ may products p2 be deployed to production: no

    consumer  version       provider  version  result
    orders    SHORT_COMMIT  products  p2       failed

    ✗ products for orders: BROKER/pacts/provider/products/consumer/orders/pact-version/DIGEST/verification-results/2"
  `)
  const { stdout } = await run('matrix', '-a', 'orders', '--json')
  expect(JSON.parse(stdout)).toMatchObject([
    { consumerVersion: project.commit, providerVersion: 'p2', isVerified: false },
    { consumerVersion: project.commit, providerVersion: 'p1', isVerified: true },
  ])
})

test('the standard command line and the standard verifier see what was published, and the reverse', async () => {
  await using broker = await testBroker()
  using project = consumerRepository()
  const environment = { PACT_BROKER_BASE_URL: broker.url }
  const run = contractCommand(project, environment)
  const standard = standardBrokerCommand(project.directory, environment)
  await using good = await provider(200)

  // Published here, verified and asked about there.
  expect((await run('publish', '--tag', 'dev')).code).toBe(0)
  expect((await standard('list-latest-pact-versions')).output).toContain(project.commit.slice(0, 7))
  const result = await verifyWithStandard({
    ...{ provider: 'products', providerBaseUrl: good.url, pactBrokerUrl: broker.url },
    ...{ publishVerificationResult: true, providerVersion: 'p1', providerVersionBranch: 'main' },
    consumerVersionSelectors: [{ mainBranch: true }],
  })
  expect(result).toBe('passed')
  await run('create-environment', '--name', 'production')
  await run('record-release', '-a', 'products', '-e', 'p1', '--environment', 'production')
  const theirs = await standard('can-i-deploy', '-a', 'orders', '-e', project.commit, ...TO_PRODUCTION)
  expect(theirs.output).toContain('Computer says yes')
  expect((await run('can-i-deploy', '-a', 'orders', ...TO_PRODUCTION)).code).toBe(0)

  // Published there, verified and asked about here.
  await standard('publish', 'pacts', '--consumer-app-version', '2.0', '--branch', 'main')
  const verify = ['verify', '--provider', 'products', '--publish-verification-results']
  await run(...verify, '--provider-base-url', good.url, '--provider-app-version', 'p2')
  await standard('record-deployment', '-a', 'products', '-e', 'p2', '--environment', 'production')
  const ours = await run('can-i-deploy', '-a', 'orders', '-e', '2.0', ...TO_PRODUCTION, '--json')
  expect(JSON.parse(ours.stdout)).toMatchObject({ verdict: 'yes', environment: 'production' })
})

test('asks again while results are missing', async () => {
  await using broker = await testBroker()
  using project = consumerRepository()
  const { directory } = project
  const environment = { PACT_BROKER_BASE_URL: broker.url }
  const run = contractCommand(project, environment)
  await run('publish')
  const newest = ['can-i-deploy', '-a', 'orders', '--retry-interval', '1']
  expect((await run(...newest, '--retry-while-unknown', '1')).code).toBe(1)
  const asking = startAssay(['contract', ...newest, '--retry-while-unknown', '60'], {
    directory,
    environment,
  })
  await asking.shows('1 result is missing; asking again in 1 s')
  await broker.verify({ of: project.commit, by: 'p1' })
  const { code, stdout } = await asking.finished
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining(`may orders ${project.commit} be deployed: yes`),
  ])
})

test('a dry run tells and does not count, and what is ignored does not either', async () => {
  await using broker = await testBroker()
  using project = consumerRepository()
  const environment = { PACT_BROKER_BASE_URL: broker.url }
  const run = contractCommand(project, environment)
  const dry = await run('publish', '--dry-run')
  expect(dry.stdout).toContain('nothing was published')
  expect((await broker.get('/pacticipants')).body._embedded.pacticipants).toEqual([])
  await run('publish')
  const ask = ['can-i-deploy', '-a', 'orders', '--latest']
  expect((await run(...ask)).code).toBe(1)
  expect(await run(...ask, '--dry-run')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('no, because results are missing'),
  })
  const byVariable = { ...environment, PACT_BROKER_CAN_I_DEPLOY_DRY_RUN: 'true' }
  expect((await contractCommand(project, byVariable)(...ask)).code).toBe(0)
  expect((await run(...ask, '--ignore', 'products')).code).toBe(0)
  const ignoring = { ...environment, PACT_BROKER_CAN_I_DEPLOY_IGNORE: 'users, products' }
  expect((await contractCommand(project, ignoring)(...ask)).code).toBe(0)
})

test('each version belongs to the application before it', async () => {
  await using broker = await testBroker()
  using project = emptyFolder()
  await broker.publish({ version: '1', branch: 'main' })
  await broker.verify({ of: '1', by: 'p1', branch: 'main' })
  await broker.publish({ version: '2', branch: 'feat/x', tags: ['dev'] })
  const run = contractCommand(project, { PACT_BROKER_BASE_URL: broker.url })
  const asked = async (...args: readonly string[]) => {
    const { code, stdout } = await run('can-i-deploy', ...args, '--json')
    return [code, JSON.parse(stdout).selectors]
  }
  expect(await asked('-a', 'orders', '-e', '1', '-a', 'products', '--branch=main')).toEqual([
    0,
    [
      { pacticipant: 'orders', version: '1' },
      { pacticipant: 'products', branch: 'main', latest: true },
    ],
  ])
  expect((await asked('-a', 'orders', '--main-branch', '-a', 'products', '-l'))[0]).toBe(0)
  expect(
    (await asked('-a', 'orders', '--branch', 'feat/x', '--pacticipant', 'products', '-e', 'p1'))[0],
  ).toBe(0)
})

test('a version keeps what it has published', async () => {
  await using broker = await testBroker()
  using project = consumerRepository()
  const run = contractCommand(project, { PACT_BROKER_BASE_URL: broker.url })
  await run('publish', '--consumer-app-version', '1')
  writePact(project, ['another product'])
  const conflict = await run('publish', '--consumer-app-version', '1')
  expect(conflict.code).toBe(3)
  expect(conflict.stderr).toContain('The Pact broker rejected the request with status 409.')
  expect(conflict.stderr).toContain('orders version 1')
  expect(conflict.stderr).toContain('fix: publish under a version of its own')
  expect((await run('publish', '--consumer-app-version', '1', '--merge')).code).toBe(0)
})

test('what no commit holds is not published as that commit', async () => {
  await using broker = await testBroker()
  using project = consumerRepository()
  const run = contractCommand(project, { PACT_BROKER_BASE_URL: broker.url })
  writePact(project, ['another product'])
  const refused = await run('publish')
  expect(refused.code).toBe(3)
  expect(refused.stderr.replaceAll(project.commit, 'COMMIT')).toMatchInlineSnapshot(`
    "There are changes that no commit holds, so this is not the version that the commit names.
      commit: COMMIT
      fix: commit what git status shows, or name the version: --consumer-app-version
      (uncommitted_changes)
    "
  `)
  commitAll(project)
  gitIn(project, 'checkout', '-q', '--detach')
  const built = {
    PACT_BROKER_BASE_URL: broker.url,
    BUILDKITE_BRANCH: 'feat/x',
    BUILD_URL: 'https://ci.test/7',
  }
  const { stdout } = await contractCommand(project, built)('publish', '-g', '--json')
  const version = gitIn(project, 'rev-parse', 'HEAD')
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ version, branch: 'feat/x', tags: ['feat/x'], buildUrl: 'https://ci.test/7' },
  })
  using unversioned = emptyFolder()
  writePact(unversioned, ['a product'])
  const nameless = await contractCommand(unversioned, { PACT_BROKER_BASE_URL: broker.url })('publish')
  expect([nameless.code, nameless.stderr]).toEqual([3, expect.stringContaining('(version_not_known)')])
})

test('a broker that is not there, refuses or fails is no yes', async () => {
  await using broker = await testBroker({
    credentials: [
      { role: 'write', secret: 'ci:secret' },
      { role: 'read', secret: 'guest-token' },
    ],
  })
  await using failing = await startServer((_, response) => void response.writeHead(500).end('out of memory'))
  using project = consumerRepository()
  const ask = ['can-i-deploy', '-a', 'orders', ...TO_PRODUCTION]
  const outcome = async (environment: Record<string, string>, args: readonly string[]) => {
    const { code, stderr } = await contractCommand(project, environment)(...args)
    return [code, /\((\w+)\)\n$/.exec(stderr)?.[1]]
  }
  const at = (url: string) => ({ PACT_BROKER_BASE_URL: url })
  const nobody = `http://127.0.0.1:${await closedPort()}`
  expect(await outcome(at(nobody), ask)).toEqual([2, 'broker_unreachable'])
  expect(await outcome(at(failing.url), ask)).toEqual([2, 'broker_failed'])
  expect(await outcome(at(broker.url), ask)).toEqual([2, 'broker_refused'])
  const reading = { ...at(broker.url), PACT_BROKER_TOKEN: 'guest-token' }
  expect(await outcome(reading, ['publish'])).toEqual([2, 'broker_refused'])
  const writing = { ...at(broker.url), PACT_BROKER_USERNAME: 'ci', PACT_BROKER_PASSWORD: 'secret' }
  expect(await outcome(writing, ['publish'])).toEqual([0, undefined])
  expect(await outcome(writing, ask)).toEqual([3, 'unknown_environment'])
  expect(await outcome({}, ask)).toEqual([3, 'broker_not_named'])
})

test('what a broker says does not speak to the terminal', async () => {
  await using failing = await startServer(
    (_, response) => void response.writeHead(500).end('\u001b[31mout\u0007 of memory\nfor now'),
  )
  using project = consumerRepository()
  const { stderr } = await contractCommand(project, { PACT_BROKER_BASE_URL: failing.url })('publish')
  expect(stderr.replaceAll(failing.url, 'BROKER')).toMatchInlineSnapshot(`
    "The Pact broker failed with status 500.
      GET BROKER/
      out� of memory
      for now
      fix: read the log of the broker, or try again later
      (broker_failed)
    "
  `)
})

test('waits for a broker that is gone while results are missing', async () => {
  await using broker = await testBroker()
  using project = consumerRepository()
  let isGone = false
  await using proxy = await startServer(async (request, response) => {
    const answer = await fetch(`${broker.url}${request.url}`)
    response.writeHead(isGone ? 500 : answer.status).end(await answer.text())
  })
  await contractCommand(project, { PACT_BROKER_BASE_URL: broker.url })('publish')
  const asking = startAssay(
    ['contract', 'can-i-deploy', '-a', 'orders', '--retry-interval', '1', '--retry-while-unknown', '60'],
    { ...project, environment: { PACT_BROKER_BASE_URL: proxy.url } },
  )
  await asking.shows('1 result is missing; asking again in 1 s')
  isGone = true
  await asking.shows('The Pact broker failed with status 500; asking again in 1 s')
  await broker.verify({ of: project.commit, by: 'p1' })
  isGone = false
  expect((await asking.finished).code).toBe(0)
})

test('the matrix for machines says what is not known', async () => {
  await using broker = await testBroker()
  using project = consumerRepository()
  const run = contractCommand(project, { PACT_BROKER_BASE_URL: broker.url })
  for (const version of ['1', '2']) await run('publish', '--consumer-app-version', version)
  const { stdout } = await run('matrix', '-a', 'orders', '--limit', '1', '--json')
  expect(JSON.parse(stdout)).toEqual([
    {
      ...{ consumer: 'orders', consumerVersion: '2', provider: 'products', providerVersion: null },
      ...{ isVerified: null, resultUrl: null, isIgnored: false },
    },
  ])
  const some = await run('matrix', '-a', 'orders', '--limit', '1')
  expect(some.stdout).toContain('these are the newest 1; there may be more: --limit')
  const nowhere = await run('matrix', '-a', 'orders', '--to-environment', 'production')
  expect([nowhere.code, nowhere.stderr]).toEqual([3, expect.stringContaining('(unknown_environment)')])
})

test('the folder of pacts is beside the definition, and its branch is told when a tag needs one', async () => {
  using project = consumerRepository()
  gitIn(project, 'checkout', '-q', '--detach')
  using elsewhere = emptyFolder()
  const run = contractCommand(elsewhere, { PACT_BROKER_BASE_URL: 'http://127.0.0.1:1' })
  const publish = ['publish', '--dry-run', '--directory', project.directory]
  expect(await run(...publish, '--json')).toMatchObject({ code: 0, stderr: '' })
  const nameless = await run(...publish, '--tag-with-git-branch')
  expect([nameless.code, nameless.stderr]).toEqual([3, expect.stringContaining('name it: --branch')])
})

test('a broker that has moved is found, unless what is sent would be lost', async () => {
  await using broker = await testBroker()
  let status = 308
  await using former = await startServer((request, response) => {
    response.writeHead(status, { location: `${broker.url}${request.url}` }).end()
  })
  using project = consumerRepository()
  const run = contractCommand(project, { PACT_BROKER_BASE_URL: former.url })
  expect((await run('publish')).code).toBe(0)
  status = 301
  const lost = await run('publish', '--consumer-app-version', '2')
  expect([lost.code, lost.stderr]).toEqual([2, expect.stringContaining(`it leads to ${broker.url}`)])
})

test.each([
  [['can-i-deploy', ...TO_PRODUCTION], 'No application is named.'],
  [['can-i-deploy', '--version', '1', '-a', 'orders'], '--version stands before the application'],
  [['can-i-deploy', '-a', 'orders', '--ignore', 'web', '--main-branch'], '--main-branch is about web'],
  [['can-i-deploy', '-a', 'orders', '-e', '1', '-e', '2'], '--version was given again for orders'],
  [['can-i-deploy', '-a', 'orders', '--retry-while-unknown', 'often'], '--retry-while-unknown is "often"'],
  [
    ['can-i-deploy', '-a', 'orders', ...TO_PRODUCTION, '--to', 'prod'],
    '--to-environment and --to were given',
  ],
  [['can-i-deploy', '-a', 'orders', '--to-enviroment', 'x'], "unknown option '--to-enviroment'"],
  [
    ['matrix', '-a', 'orders', '-k', 'token', '-u', 'name'],
    'A token was given, and a name or password as well',
  ],
  [['record-deployment', '-a', 'orders'], "required option '--environment <name>' not specified"],
  // A script whose variable is not set asks about another version, or none.
  [['can-i-deploy', '-a', 'orders', '--version', '', ...TO_PRODUCTION], '--version is empty'],
  [['can-i-deploy', '-a', 'orders', '-e', '1', '-a', 'products', '--branch='], '--branch is empty'],
  [['can-i-deploy', '-a', 'orders', '--to-environment', ' '], '--to-environment is empty'],
  [['publish', '--consumer-app-version', ''], '--consumer-app-version is empty'],
  [['matrix', '-a', 'orders', '-b', 'ftp://ada:s3cret@example.test'], 'is none: "ftp://example.test"'],
  [['publish', 'nowhere'], 'There are no pacts at nowhere'],
  [['publish', 'broken.json'], 'broken.json'],
  [[], 'Usage: assay contract'],
  [['deploy'], "unknown command 'deploy'"],
])('%j is a mistake of the command line', async (args, said) => {
  using project = emptyFolder()
  writePact(project, ['a product'])
  writeFileSync(join(project.directory, 'broken.json'), '{"consumer":')
  const environment = { PACT_BROKER_BASE_URL: 'http://127.0.0.1:1' }
  const { code, stdout, stderr } = await contractCommand(project, environment)(...args)
  expect([code, stdout]).toEqual([3, ''])
  expect(stderr).toContain(said)
  expect(stderr).not.toContain('s3cret')
  expect(stderr).not.toMatch(STACK_TRACE)
})

test('credentials of the definition are for its own broker', async () => {
  await using broker = await testBroker({ credentials: [{ role: 'write', secret: 'of-the-definition' }] })
  const seen: (string | undefined)[] = []
  await using other = await startServer((request, response) => {
    seen.push(request.headers.authorization)
    response.writeHead(500).end()
  })
  using project = consumerRepository()
  const definition = {
    ...{ kind: 'system', name: 'shop', resources: {}, gates: [], tests: {}, services: {} },
    contracts: { pacts: 'pacts', broker: { url: broker.url, token: 'of-the-definition' } },
  }
  const text = `const service = Object.assign(() => ({}), { options: { command: ['node', '-v'] } })
export default { ...${JSON.stringify(definition)}, services: { orders: service } }`
  writeFileSync(join(project.directory, 'assay.config.mjs'), text)
  const run = contractCommand(project, {})
  expect((await run('publish', '--consumer-app-version', '1')).code).toBe(0)
  expect((await run('publish', '--consumer-app-version', '1', '-b', other.url)).code).toBe(2)
  expect(seen).toEqual([undefined])
})

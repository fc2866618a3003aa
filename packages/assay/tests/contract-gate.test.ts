import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { closedPort } from '../src/load/protocols/fixtures/test-server.ts'
import { assay, latestResults } from './support/assay.ts'
import { type TestBroker, testBroker } from './support/broker.ts'
import { copyProject, type Project } from './support/project.ts'
import { changeService, commitAll, gitIn } from './support/repository.ts'

/** The tiny system as a repository: `greeter` has a pact with `names`, and gates ask the broker. */
function repository(): Project {
  const project = copyProject('tiny')
  const { directory } = project
  const config = join(directory, 'assay.config.ts')
  const text = readFileSync(config, 'utf8')
    .replace('import { defineSystem, service }', 'import { defineSystem, gate, service }')
    .replace(
      "name: 'tiny',",
      `name: 'tiny',
  contracts: { broker: {} },
  gates: [gate('names').all({ canIDeploy: 'production' }), gate.all({ canIDeploy: 'production' })],`,
    )
  writeFileSync(config, text)
  mkdirSync(join(directory, 'pacts'))
  const pact = {
    ...{ consumer: { name: 'greeter' }, provider: { name: 'names' } },
    interactions: [
      {
        ...{ description: 'a name', request: { method: 'GET', path: '/names/1' } },
        response: { status: 200, body: { id: '1', name: 'Ada' } },
      },
    ],
    metadata: { pactSpecification: { version: '2.0.0' } },
  }
  writeFileSync(join(directory, 'pacts/greeter-names.json'), JSON.stringify(pact))
  writeFileSync(join(directory, '.gitignore'), 'node_modules\n.assay\n')
  gitIn(project, 'init', '-q', '-b', 'main')
  commitAll(project)
  return project
}

function run({ directory }: Project, url: string, ...args: readonly string[]) {
  return assay(['run', ...args], { directory, environment: { PACT_BROKER_BASE_URL: url } })
}

function gatesOf({ directory }: Project) {
  const { gates } = latestResults(directory).extra
  return gates.filter(({ measure }: { readonly measure: string }) => measure === 'canIDeploy')
}

async function deploy(broker: TestBroker, pacticipant: string, version: string): Promise<void> {
  const { body } = await broker.get(`/pacticipants/${pacticipant}/versions/${version}`)
  const [{ href }] = body._links['pb:record-deployment']
  expect((await broker.send('POST', href, {})).status).toBe(201)
}

test('a run publishes what it has found out, and may ship when the broker agrees', async () => {
  await using broker = await testBroker()
  await broker.send('POST', '/environments', {
    name: 'production',
    displayName: 'Production',
    production: true,
  })
  using project = repository()
  const shipped = await run(project, broker.url, 'contract', '--publish')
  expect(shipped.code, shipped.stdout).toBe(0)
  const commit = gitIn(project, 'rev-parse', 'HEAD')
  expect(shipped.stderr).toContain(`1 pact published as version ${commit} to ${broker.url}`)
  expect(shipped.stderr).toContain(`1 result of names published as version ${commit}`)
  expect(gatesOf(project)).toMatchObject([
    { scope: { service: 'names' }, expected: 'yes for production', measured: 'yes', verdict: 'pass' },
    { scope: {}, measured: 'yes', verdict: 'pass' },
  ])
  await deploy(broker, 'greeter', commit)

  changeService(
    project,
    `({ response, goOn }) => {
    const end = response.end
    response.end = (text) => end.call(response, text.replace('Ada', 'Grace'))
    goOn()
  }`,
  )
  commitAll(project)
  const broken = await run(project, broker.url, 'contract', '--publish')
  const [before, after] = [commit, gitIn(project, 'rev-parse', 'HEAD')].map((full) => full.slice(0, 12))
  expect(broken.code).toBe(1)
  expect(broken.stdout).toContain('names: the Pact broker says no, and it must be yes for production')
  const pair = `the version of greeter currently in production (${before}) and version ${after} of names`
  expect(gatesOf(project)).toMatchObject([
    { verdict: 'fail', details: [`The verification of the pact between ${pair} failed`] },
    { verdict: 'fail' },
  ])
})

test('a broker that cannot be asked is no yes', async () => {
  using project = repository()
  const nobody = `http://127.0.0.1:${await closedPort()}`
  const { code, stdout } = await run(project, nobody, 'contract', '--publish')
  expect(code).toBe(2)
  expect(stdout).toContain('(broker_unreachable)')
  expect(gatesOf(project).map(({ verdict }: { readonly verdict: string }) => verdict)).toEqual([
    'unmeasured',
    'unmeasured',
  ])
})

test('what no commit holds is not asked about, and not published', async () => {
  await using broker = await testBroker()
  using project = repository()
  writeFileSync(join(project.directory, 'new.txt'), 'new')
  const refused = await run(project, broker.url, 'contract', '--publish')
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('(uncommitted_changes)')])
  expect((await run(project, broker.url, 'contract')).code).toBe(1)
  const details = [expect.stringMatching(/^there are changes that commit [0-9a-f]{12} does not hold/)]
  expect(gatesOf(project)).toMatchObject([
    { verdict: 'unmeasured', details },
    { verdict: 'unmeasured', details },
  ])
  const named = await run(project, broker.url, 'contract', '--publish', '--version', '1.0')
  expect(named.stderr).toContain('1 result of names published as version 1.0')
})

test('only whole contracts are published, and a run without them asks nobody', async () => {
  using project = repository()
  const nobody = `http://127.0.0.1:${await closedPort()}`
  const without = await run(project, nobody, 'unit', '--publish')
  expect([without.code, without.stderr]).toEqual([
    3,
    expect.stringContaining('the level contract is not run'),
  ])
  const some = await run(project, nobody, '--publish', '--name', 'a name')
  expect([some.code, some.stderr]).toEqual([3, expect.stringContaining('--publish was given with --name')])
  const unit = await run(project, nobody, 'unit')
  expect(unit.code).toBe(0)
  expect(gatesOf(project)).toMatchObject([{ verdict: 'not-selected' }, { verdict: 'not-selected' }])
})

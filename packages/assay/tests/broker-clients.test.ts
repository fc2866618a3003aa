import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { listen } from '../src/load/protocols/fixtures/test-server.ts'
import { pactOf, type TestBroker, testBroker } from './support/broker.ts'
import { emptyFolder, type Project } from './support/project.ts'

// The broker with the clients that teams have, as they are published.

const require = createRequire(import.meta.url)

interface Verifier {
  verifyPacts(options: Readonly<Record<string, unknown>>): Promise<unknown>
}

/** What a command has printed, and how it ended. */
interface Ended {
  readonly code: number
  readonly output: string
}

/** Runs the standard command line of the broker. */
function commandLine({ directory }: Project, broker: TestBroker, environment: Record<string, string> = {}) {
  const manifest = require.resolve('@pact-foundation/pact-cli/package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  const program = join(dirname(manifest), bin['pact-broker'])
  return (...args: readonly string[]) =>
    new Promise<Ended>((resolve) => {
      const env = {
        ...process.env,
        ...{ PACT_BROKER_BASE_URL: broker.url, PACT_DO_NOT_TRACK: 'true', PACT_BROKER_HTTP_RETRIES: '1' },
        ...environment,
      }
      const options = { cwd: directory, env, timeout: 30_000 }
      execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
        // biome-ignore lint/suspicious/noControlCharactersInRegex: colours, which no test is about
        resolve({ code, output: `${stdout}${stderr}`.replaceAll(/\u001b\[[\d;]*m/g, '') })
      })
    })
}

function writePact({ directory }: Project, descriptions: readonly string[]): void {
  mkdirSync(join(directory, 'pacts'), { recursive: true })
  writeFileSync(join(directory, 'pacts/orders-products.json'), JSON.stringify(pactOf(descriptions)))
}

/** Verifies with the standard verifier against a provider that answers as told. */
async function verify(broker: TestBroker, options: { readonly status: number; readonly version: string }) {
  await using provider = await listen(
    createServer((_, response) =>
      response.writeHead(options.status, { 'content-type': 'application/json' }).end('{}'),
    ),
  )
  const loaded = require('@pact-foundation/pact-core') as { readonly default: Verifier }
  return await loaded.default
    .verifyPacts({
      ...{
        provider: 'products',
        providerBaseUrl: `http://127.0.0.1:${provider.port}`,
        pactBrokerUrl: broker.url,
      },
      ...{ providerVersion: options.version, providerVersionBranch: 'main', providerVersionTags: ['dev'] },
      ...{ publishVerificationResult: true, enablePending: true, includeWipPactsSince: '2020-01-01' },
      ...{
        consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
        logLevel: 'error',
      },
    })
    .then(
      () => 'passed' as const,
      () => 'failed' as const,
    )
}

test('from a pact to a deployment with the standard clients', async () => {
  await using broker = await testBroker()
  using folder = emptyFolder()
  const run = commandLine(folder, broker)
  const succeeds = async (...args: string[]) => {
    const { code, output } = await run(...args)
    expect([args[0], code, output]).toEqual([args[0], 0, expect.anything()])
    return output
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
  await succeeds('create-environment', '--name', 'production', '--display-name', 'Production', '--production')
  expect(await succeeds('list-environments')).toContain('production')
  const ask = (name: string, version: string) =>
    run('can-i-deploy', '--pacticipant', name, '--version', version, '--to-environment', 'production')
  expect((await ask('orders', '1')).code).not.toBe(0)
  expect(await verify(broker, { status: 200, version: 'p1' })).toBe('passed')
  await succeeds(
    'record-deployment',
    '--pacticipant',
    'products',
    '--version',
    'p1',
    '--environment',
    'production',
  )
  const yes = await ask('orders', '1')
  expect([yes.code, yes.output]).toEqual([0, expect.stringContaining('Computer says yes')])
  await succeeds(
    'record-deployment',
    '--pacticipant',
    'orders',
    '--version',
    '1',
    '--environment',
    'production',
  )
  // The pact is no longer pending: a provider that breaks it fails, and may not be deployed.
  expect(await verify(broker, { status: 500, version: 'p2' })).toBe('failed')
  const no = await ask('products', 'p2')
  expect(no.code).not.toBe(0)
  expect(no.output).toMatch(/verification .* failed/)
  expect(await succeeds('describe-version', '--pacticipant', 'products', '--version', 'p2')).toContain('p2')
  const { body } = await broker.get('/pacticipants/products/branches/main/latest-version')
  expect(body.number).toBe('p2')
  expect(body._embedded.tags).toMatchObject([{ name: 'dev' }])
})

test('every other command of the standard command line', async () => {
  await using broker = await testBroker()
  using folder = emptyFolder()
  const run = commandLine(folder, broker)
  writePact(folder, ['a product'])
  /** The output that named an id last. */
  let last = ''
  const uuidIn = (text: string) => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0] ?? ''
  const commands: readonly (() => readonly string[])[] = [
    () => ['create-or-update-pacticipant', '--name', 'orders', '--main-branch', 'main'],
    () => ['create-or-update-pacticipant', '--name', 'orders', '--display-name', 'The orders'],
    () => ['describe-pacticipant', '--name', 'orders'],
    () => ['list-pacticipants'],
    () => ['create-or-update-version', '--pacticipant', 'orders', '--version', '1', '--branch', 'main'],
    () => ['publish', 'pacts', '--consumer-app-version', '1', '--branch', 'main'],
    () => [
      'create-version-tag',
      '--pacticipant',
      'orders',
      '--version',
      '1',
      '--tag',
      'prod',
      '--auto-create-version',
    ],
    () => ['describe-version', '--pacticipant', 'orders', '--latest', 'prod'],
    () => ['list-latest-pact-versions'],
    () => ['create-environment', '--name', 'test', '--contact-name', 'Ada'],
    () => ['describe-environment', '--uuid', uuidIn(last)],
    () => ['update-environment', '--uuid', uuidIn(last), '--name', 'test', '--display-name', 'Our test'],
    () => ['record-release', '--pacticipant', 'orders', '--version', '1', '--environment', 'test'],
    () => ['record-support-ended', '--pacticipant', 'orders', '--version', '1', '--environment', 'test'],
    () => ['record-deployment', '--pacticipant', 'orders', '--version', '1', '--environment', 'test'],
    () => ['record-undeployment', '--pacticipant', 'orders', '--environment', 'test'],
    () => [
      ...['create-webhook', 'http://127.0.0.1:9/never', '--request', 'POST', '--contract-published'],
      ...['--consumer', 'orders', '--header', 'Content-Type: application/json', '--data', '{"a":1}'],
    ],
    () => ['test-webhook', '--uuid', uuidIn(last)],
    () => ['delete-branch', '--pacticipant', 'orders', '--branch', 'main'],
  ]
  const failed: unknown[] = []
  for (const command of commands) {
    const args = command()
    const { code, output } = await run(...args)
    if (code !== 0) failed.push([args.join(' '), code, output])
    if (uuidIn(output) !== '') last = output
  }
  expect(failed).toEqual([])
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
  const withPassword = commandLine(folder, broker, {
    PACT_BROKER_USERNAME: 'ci',
    PACT_BROKER_PASSWORD: 'secret',
  })
  const withToken = commandLine(folder, broker, { PACT_BROKER_TOKEN: 'a-token' })
  expect((await withToken(...publish)).code).not.toBe(0)
  expect((await withPassword(...publish)).code).toBe(0)
  expect((await withToken('list-latest-pact-versions')).code).toBe(0)
})

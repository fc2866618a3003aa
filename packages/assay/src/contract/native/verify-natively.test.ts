import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { configurationError } from '../../errors/assay-error.ts'
import { formatError } from '../../errors/format-error.ts'
import { processesMarked } from '../../processes/process-table.ts'
import type { Pact } from '../model/pact.ts'
import { startServer, startSockets } from '../provider/fixtures/listening.ts'
import type { InteractionResult } from '../provider/interaction-result.ts'
import type { VerifiedProvider } from '../provider/verified-provider.ts'
import { type PactVerification, verifyPact } from '../provider/verify-pact.ts'
import { installPairsPlugin } from './fixtures/install-plugin.ts'
import { PAIRS, pairs, pairsLine, pairsPact, pairsRequest } from './fixtures/pairs-pacts.ts'
import { nativeProblem } from './native-problems.ts'

/** Verifies until it is killed. */
const ENDLESS_PROGRAM = 'verify-forever'

async function verify(
  pact: Pact,
  provider: Omit<VerifiedProvider, 'name'>,
  verification: PactVerification = {},
): Promise<InteractionResult> {
  const { results } = await verifyPact(pact, { name: 'products', ...provider }, verification)
  return results[0]!
}

function pairsServer(body: string) {
  return startServer((_request, response) => {
    response.writeHead(200, { 'content-type': PAIRS }).end(body)
  })
}

test('contents that only a plugin can compare', async () => {
  using plugin = installPairsPlugin()
  await using right = await pairsServer('id=9;name=Lamp;price=3')
  expect(await verify(pairsPact(pairsRequest()), { url: right.url })).toMatchObject({
    ...{ outcome: 'passed', failure: undefined, mismatches: [], warnings: [] },
  })
  await using wrong = await pairsServer('id=x;name=Desk')
  const { outcome, failure, mismatches } = await verify(pairsPact(pairsRequest()), { url: wrong.url })
  expect(outcome).toBe('failed')
  expect(mismatches).toMatchObject([
    { kind: 'body', where: '$.id', expected: '7', actual: 'x' },
    { kind: 'body', where: '$.name', expected: 'Lamp', actual: 'Desk' },
  ])
  expect(formatError(configurationError(failure!))).toMatchInlineSnapshot(`
    "What the provider does for "a product as pairs" is not what the consumer expects: Body had differences.
      $.id: Expected "x" to be a number
      $.name: Expected "Lamp" but was "Desk"
      fix: change the provider so that it answers this, or agree with the consumer on another contract
      (contract_not_met)"
  `)
  await expect.poll(() => processesMarked('PACT_PLUGIN_DIR', plugin.folder)).toEqual([])
})

test('status and headers of such an answer', async () => {
  using _plugin = installPairsPlugin()
  await using missing = await startServer((_request, response) => void response.writeHead(404).end())
  const { mismatches } = await verify(pairsPact(pairsRequest()), { url: missing.url })
  expect(mismatches.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['status', 'header']))
})

test('a transport that only a plugin speaks', async () => {
  using _plugin = installPairsPlugin()
  const asked: string[] = []
  await using provider = await startSockets((socket) => {
    socket.once('data', (data) => {
      asked.push(data.toString())
      socket.end('name=Lamp')
    })
  })
  expect(await verify(pairsPact(pairsLine()), { url: provider.url })).toMatchObject({ outcome: 'passed' })
  expect(asked).toEqual(['id=7'])
  const wrong = pairsPact(pairsLine({ response: [{ contents: pairs('name=Desk') }] }))
  expect(await verify(wrong, { url: provider.url })).toMatchObject({
    outcome: 'failed',
    mismatches: [{ kind: 'body', where: '$.name', expected: 'Desk', actual: 'Lamp' }],
  })
})

test('states are set up and torn down by the functions of the provider, and give values', async () => {
  using _plugin = installPairsPlugin()
  const seen: string[] = []
  await using server = await startServer((request, response) => {
    seen.push(request.url!)
    response.writeHead(200, { 'content-type': PAIRS }).end('id=31;name=Lamp')
  })
  const request = {
    method: 'GET',
    path: '/products/7',
    generators: { path: { type: 'ProviderState', expression: `/products/\${id}` } },
  }
  const pact = pairsPact(pairsRequest({ providerStates: [{ name: 'a product exists' }], request }))
  const handlers = {
    'a product exists': {
      setup: () => {
        seen.push('set up')
        return { id: 31 }
      },
      teardown: () => void seen.push('torn down'),
    },
  }
  const result = await verify(pact, {
    url: server.url,
    states: { handlers },
    requestFilters: [(same) => same],
  })
  expect(seen).toEqual(['set up', '/products/31', 'torn down'])
  expect(result).toMatchObject({
    outcome: 'passed',
    warnings: ['A plugin verified this interaction; the request filters of the provider did not apply.'],
  })
})

test('messages with such contents come from the functions of the provider', async () => {
  using _plugin = installPairsPlugin()
  const message = {
    type: 'Asynchronous/Messages',
    description: 'a product was added',
    contents: pairs('id=7'),
    metadata: { topic: 'products' },
  }
  const producing = (contents: string) => ({
    producers: {
      'a product was added': () => ({ contents, metadata: { contentType: PAIRS, topic: 'products' } }),
    },
  })
  expect(await verify(pairsPact(message), { messages: producing('id=7') })).toMatchObject({
    outcome: 'passed',
  })
  expect(await verify(pairsPact(message), { messages: producing('id=8') })).toMatchObject({
    outcome: 'failed',
    mismatches: [{ where: '$.id', expected: '7', actual: '8' }],
  })
  expect(await verify(pairsPact(message), {})).toMatchObject({
    outcome: 'failed',
    failure: { code: 'no_message_source' },
  })
})

test('pending is judged as for any other interaction', async () => {
  using _plugin = installPairsPlugin()
  await using server = await pairsServer('id=7;name=Desk')
  const pact = pairsPact(pairsRequest({ pending: true }))
  expect(await verify(pact, { url: server.url })).toMatchObject({ outcome: 'pending-failed' })
})

test('what is selected for other Pact tools in the environment selects nothing here', async () => {
  using _plugin = installPairsPlugin()
  await using server = await pairsServer('id=7;name=Desk')
  process.env['PACT_DESCRIPTION'] = 'something else'
  try {
    expect(await verify(pairsPact(pairsRequest()), { url: server.url })).toMatchObject({ outcome: 'failed' })
  } finally {
    delete process.env['PACT_DESCRIPTION']
  }
})

test('a provider that cannot be reached, and one that never answers', async () => {
  using _plugin = installPairsPlugin()
  const closed = await startSockets(() => undefined)
  await closed[Symbol.asyncDispose]()
  const unreachable = await verify(pairsPact(pairsRequest()), { url: closed.url })
  expect(unreachable).toMatchObject({ outcome: 'failed', failure: { code: 'plugin_verification_failed' } })
  await using silent = await startSockets(() => undefined)
  const slow = await verify(pairsPact(pairsRequest()), { url: silent.url, timeoutMs: 200 })
  expect(slow).toMatchObject({ outcome: 'failed', failure: { code: 'plugin_verification_failed' } })
})

test('an interruption ends it at once, and leaves no process behind', async () => {
  using plugin = installPairsPlugin()
  const controller = new AbortController()
  await using silent = await startSockets((socket) => void socket.once('data', () => controller.abort()))
  const result = await verify(
    pairsPact(pairsRequest()),
    { url: silent.url, timeoutMs: 600_000 },
    { signal: controller.signal },
  )
  expect(result).toMatchObject({ outcome: 'not-run', failure: { code: 'verification_interrupted' } })
  await expect.poll(() => processesMarked('PACT_PLUGIN_DIR', plugin.folder)).toEqual([])
})

test('nothing survives a process that is killed while it verifies', async () => {
  using plugin = installPairsPlugin()
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  await using silent = await startSockets((socket) => void socket.once('data', () => resolve()))
  const program = join(import.meta.dirname, `fixtures/${ENDLESS_PROGRAM}.ts`)
  const temporary = mkdtempSync(join(tmpdir(), 'assay-killed-'))
  onTestFinished(() => rmSync(temporary, { recursive: true, force: true }))
  const child = spawn(process.execPath, [program, silent.url], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: 'ignore',
  })
  await asked
  expect(processesMarked('PACT_PLUGIN_DIR', plugin.folder).length).toBeGreaterThan(2)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await expect.poll(() => processesMarked('PACT_PLUGIN_DIR', plugin.folder)).toEqual([])
  expect(readdirSync(temporary)).toEqual([])
})

test('what is not installed is said, and how to install it', async () => {
  using plugin = installPairsPlugin()
  const other = pairsPact(pairsRequest(), [{ name: 'csv', version: '0.0.6' }])
  const missing = await verify(other, { url: 'http://127.0.0.1:1' })
  const text = formatError(configurationError(missing.failure!)).replace(plugin.folder, '<plugins>')
  expect(text).toMatchInlineSnapshot(`
    "Interaction "a product as pairs" has contents of type "application/x-pairs", which only a Pact plugin knows. Not installed: csv 0.0.6.
      looked in: <plugins>
      fix: npx @pact-foundation/pact-cli plugin install csv
      (pact_plugin_not_installed)"
  `)
  const grpc = await verify(pairsPact(pairsLine({ transport: 'grpc' }), []), { url: 'http://127.0.0.1:1' })
  expect(formatError(configurationError(grpc.failure!))).toMatchInlineSnapshot(`
    "Interaction "the name of a product" uses the transport "grpc", which only a Pact plugin knows, and its pact names none.
      fix: write the pact again with the consumer tests that use the plugin: its metadata must name it
      (contract_needs_plugin)"
  `)
  expect(await verify(pairsPact(pairsRequest()), {})).toMatchObject({
    failure: { code: 'provider_without_url' },
  })
})

test('a team without the package is told what to install', () => {
  const { interactions, metadata } = pairsPact(pairsRequest())
  const wanted = {
    interaction: interactions[0]!,
    metadata,
    need: 'has contents of type "application/x-pairs"',
  }
  const problem = nativeProblem(wanted, { name: 'products' }, 'file:///nowhere/at/all.ts')
  expect(formatError(configurationError(problem!))).toMatchInlineSnapshot(`
    "Interaction "a product as pairs" has contents of type "application/x-pairs", which only a Pact plugin knows: pairs 0.1.0. The package that loads plugins is not installed.
      fix: npm install --save-dev @pact-foundation/pact-core, then npx @pact-foundation/pact-cli plugin install pairs
      (contract_needs_plugin)"
  `)
})

import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { claimPort } from '../src/processes/ports.ts'
import {
  changeFirstInteraction,
  consoleOf,
  edit,
  failureOf,
  messageOf,
  runContracts,
} from './support/contracts.ts'
import { copyProject, type Project } from './support/project.ts'
import { commitAll, gitIn } from './support/repository.ts'

const STATES = 'services/products/tests/contract/products.states.ts'
const CONFIG = 'assay.config.ts'
const ONLY_PRODUCTS = { args: ['--service', 'products'] }

test('providers keep the contracts that consumers have written in the same run', async () => {
  using project = copyProject('contract')
  rmSync(join(project.directory, 'pacts/orders-products.json'))
  const { code, output, results } = await runContracts(project)
  expect(code, output).toBe(0)
  expect(output).toMatch(/^SHIP/)
  expect(results).toMatchInlineSnapshot(`
    [
      "passed orders: needs the name of a product",
      "passed orders: knows that a product may be gone",
      "passed orders: needs the stock of a product",
      "passed inventory: products > "a request for the stock of a product" > agrees with openapi.json",
      "passed products: orders > "a request for a product" (given "a product exists")",
      "passed products: orders > "a request for a product" (given "there are no products")",
      "passed products: orders > "a request for the stock of a product" (given "three of a product are in stock")",
      "passed notices: mobile > "a request for notices" (given "an order was sent")",
      "passed notices: mobile > "a notice for the customer" (given "an order was sent")",
    ]
  `)
})

test('a provider that breaks a contract: which consumer, which interaction, what and where', async () => {
  using project = copyProject('contract')
  const { code, output, results } = await runContracts(project, { environment: { ODD: 'renamed' } })
  expect(code).toBe(1)
  expect(output).toMatch(/^DO NOT SHIP/)
  expect(results.filter((line) => line.startsWith('failed'))).toHaveLength(1)
  expect(failureOf(output, 'orders > "a request for a product"')).toMatchInlineSnapshot(`
    "✗ products contract  orders > "a request for a product" (given "a product exists")
      (pacts/orders-products.json)
        The answer to "a request for a product" (given "a product exists") is not what the consumer
          expects: Body had differences.
          $: Actual map is missing the following keys: name
              {
            -   "id": 7
            -   "name": "Lamp"
            +   "id": 100
            +   "title": "Lamp"
              }
          request: GET http://127.0.0.1:<port>/products/100
          answer: 200: {"id":100,"title":"Lamp"}
          fix: change the provider so that it answers this, or agree with the consumer on another
            contract
          (contract_not_met)
        products was asked  GET http://127.0.0.1:<port>/products/100
          X-Request-ID <uuid>
          answered 200 application/json after <time>
          {"id":100,"title":"Lamp"}
        log of products
          {"requestId":"<uuid>","msg":"asked for /products/100"}

        console
          Test Name: services/orders/tests/contract/products.test.ts > needs the name of a product"
  `)
})

test('a state that the provider does not know: the ones it knows', async () => {
  using project = copyProject('contract')
  edit(project, STATES, (text) => text.replace("'a product exists'", "'a product is there'"))
  const { code, output } = await runContracts(project, ONLY_PRODUCTS)
  expect(code).toBe(1)
  expect(failureOf(output, 'given "a product exists"')).toMatchInlineSnapshot(`
    "✗ products contract  orders > "a request for a product" (given "a product exists")
      (pacts/orders-products.json)
        State change request failed: provider state "a product exists" could not be set up.
          Provider "products" has no state "a product exists".
          defined are: "a product is there", "there are no products", "three of a product are in stock"
          fix: add it to the states of "products", in a *.states.ts file below its tests/contract
          (unknown_provider_state)
        console
          Test Name: services/orders/tests/contract/products.test.ts > needs the name of a product"
  `)
})

test('a pending interaction that fails is skipped, and says what differs', async () => {
  using project = copyProject('contract')
  changeFirstInteraction(project, (interaction) => {
    interaction.pending = true
    interaction.response.body.content['name'] = 'Lantern'
  })
  const { code, output, results } = await runContracts(project, ONLY_PRODUCTS)
  expect(code, output).toBe(0)
  expect(results[0]).toBe('skipped products: orders > "a request for a product" (given "a product exists")')
  expect(consoleOf(project, 'skipped')).toMatchInlineSnapshot(`
    [
      "pending: it fails, which does not count until the provider has met it once",
      "The answer to "a request for a product" (given "a product exists") is not what the consumer expects: Body had differences.",
      "  $.name: Expected 'Lamp' (String) to be equal to 'Lantern' (String)",
      "  request: GET http://127.0.0.1:<port>/products/100",
      "  answer: 200: {"id":100,"name":"Lamp"}",
      "  fix: change the provider so that it answers this, or agree with the consumer on another contract",
      "  (contract_not_met)",
      "Test Name: services/orders/tests/contract/products.test.ts > needs the name of a product",
    ]
  `)
})

test('interactions that share an environment find what states have torn down', async () => {
  using project = copyProject('contract')
  edit(project, CONFIG, (text) =>
    text.replace("name: 'contract',", "$& contracts: { isolation: 'provider' },"),
  )
  const tidy = await runContracts(project, ONLY_PRODUCTS)
  expect(tidy.code, tidy.output).toBe(0)
  edit(project, STATES, (text) => text.replaceAll('teardown: deleteAll,', ''))
  const untidy = await runContracts(project, ONLY_PRODUCTS)
  expect(failureOf(untidy.output, 'given "there are no products"')).toContain('1 products were left behind')
})

test('a provider that sets up its own states is told of them by URL', async () => {
  using project = copyProject('contract')
  rmSync(join(project.directory, STATES))
  edit(project, CONFIG, (text) => text.replace('timeoutMs: 1_000', "states: '/_states'"))
  edit(project, 'services/products/main.mjs', (text) =>
    text.replace(
      '  console.log(',
      `  if (request.url === '/_states') {
    const { state, params } = JSON.parse(Buffer.concat(await Array.fromAsync(request)))
    if (state !== 'a product exists') return answer(200, {})
    const { rows } = await pool.query('INSERT INTO products (name) VALUES ($1) RETURNING id', [params.name])
    return answer(200, rows[0])
  }
  console.log(`,
    ),
  )
  const { results } = await runContracts(project, {
    args: ['--service', 'products', '--name', 'a request for a product'],
  })
  expect(results).toEqual([
    'passed products: orders > "a request for a product" (given "a product exists")',
    'passed products: orders > "a request for a product" (given "there are no products")',
  ])
})

describe('selection', () => {
  test.each<[string, string[], string[]]>([
    ['a provider', ['--service', 'notices'], ['notices', 'notices']],
    ['a name', ['--name', 'the stock of a product" (given'], ['products']],
    ['a consumer, as part of the name', ['--name', 'mobile'], ['notices', 'notices']],
    ['a tag, which contracts do not have', ['--tag', 'slow'], []],
  ])('by %s', async (_, args, providers) => {
    using project = copyProject('contract')
    const { results } = await runContracts(project, { args })
    expect(passedIn(results)).toEqual(providers)
  })

  test('a provider that is a stub in this run is not verified, and says so', async () => {
    using project = copyProject('contract')
    const { results } = await runContracts(project, { args: ['--service', 'notices', '--stub', 'notices'] })
    expect(results).toEqual(['skipped notices: mobile > is not verified with "notices"'])
    expect(consoleOf(project, 'skipped')).toEqual(['"notices" is replaced by a stub in this run.'])
  })

  test.each<[string, string, string[]]>([
    ['a provider', 'services/notices/notice.mjs', ['notices', 'notices']],
    ['a pact', 'pacts/orders-products.json', ['products', 'products', 'products']],
    ['the states of a provider', STATES, ['products', 'products', 'products']],
  ])('--changed: what a change of %s can break', async (_, file, providers) => {
    using project = committed()
    edit(project, file, (text) => `${text}\n`)
    const { results } = await runContracts(project, { args: ['--changed=HEAD'] })
    expect(passedIn(results)).toEqual(providers)
  })

  test('--changed: a consumer whose tests write another pact', async () => {
    using project = committed()
    edit(project, 'services/orders/tests/contract/products.test.ts', (text) =>
      text.replace("name: 'Lamp' } },\n  })", "name: like('Lamp') } },\n  })"),
    )
    const { results } = await runContracts(project, { args: ['--changed=HEAD'] })
    expect(passedIn(results)).toEqual(['orders', 'orders', 'orders', 'products', 'products', 'products'])
  })
})

const NOTICES =
  "notices: service({ command: ['node', 'main.mjs'], directory: 'services/notices', health: '/health' })"

test('a provider with a port of its own has one environment after the other', async () => {
  using project = copyProject('contract')
  const claim = await claimPort()
  claim.release()
  edit(project, CONFIG, (text) =>
    text.replace(NOTICES, NOTICES.replace('health', `port: ${claim.port}, health`)),
  )
  const { code, output, results } = await runContracts(project, { args: ['--service', 'notices'] })
  expect(code, output).toBe(0)
  expect(passedIn(results)).toEqual(['notices', 'notices'])
})

test('a provider that already runs is asked where it is', async () => {
  using project = copyProject('contract')
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization)
    response.setHeader('content-type', 'application/json').end('[{ "id": 2, "text": "from elsewhere" }]')
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  edit(project, CONFIG, (text) =>
    text.replace(
      NOTICES,
      `notices: service({ url: 'http://127.0.0.1:${port}', directory: 'services/notices' })`,
    ),
  )
  const { results } = await runContracts(project, { args: ['--service', 'notices'] })
  expect(passedIn(results)).toEqual(['notices', 'notices'])
  expect(asked).toEqual(['Bearer of today'])
})

test('pacts in another folder', async () => {
  using project = copyProject('contract')
  edit(project, CONFIG, (text) => text.replace("name: 'contract',", "$& contracts: { pacts: 'contracts' },"))
  await runContracts(project, { args: ['--service', 'notices'] })
  expect(messageOf(project, 'the pact can be read')).toMatchInlineSnapshot(`
    "There are no pacts at <project>/contracts: ENOENT: no such file or directory, stat '<project>/contracts'.
      fix: run the consumers' tests, which write them, or correct the path
      (pact_not_found)"
  `)
  mkdirSync(join(project.directory, 'contracts'))
  const notices = readFileSync(join(project.directory, 'pacts/mobile-notices.json'), 'utf8')
  const elsewhere = notices.replace('"notices"', '"elsewhere"')
  writeFileSync(join(project.directory, 'contracts/mobile-elsewhere.json'), elsewhere)
  const { results } = await runContracts(project)
  expect(results).toHaveLength(7)
  expect(readdirSync(join(project.directory, 'contracts'))).toEqual([
    'mobile-elsewhere.json',
    'orders-products.json',
  ])
  expect(consoleOf(project, 'skipped')).toMatchInlineSnapshot(`
    [
      ""elsewhere" is no service of this system, so it is verified where it is developed.",
    ]
  `)
})

/** The services whose tests have passed. */
function passedIn(results: readonly string[]): string[] {
  return results.flatMap((line) => /^passed (\w+):/.exec(line)?.[1] ?? [])
}

function committed(): Project {
  const project = copyProject('contract')
  writeFileSync(join(project.directory, '.gitignore'), 'node_modules\n.assay\n')
  gitIn(project, 'init', '-q', '-b', 'main')
  commitAll(project)
  return project
}

import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { latestResults, startAssay } from './support/assay.ts'
import { consoleOf, edit, failureOf, messageOf, runContracts } from './support/contracts.ts'
import { copyProject } from './support/project.ts'

const STATES = 'services/products/tests/contract/products.states.ts'
const ONLY_PRODUCTS = { args: ['--service', 'products'] }

test('pacts that cannot be read are failed tests of their own, and spoil no other', async () => {
  using project = copyProject('contract')
  const write = (name: string, text: string) => writeFileSync(join(project.directory, 'pacts', name), text)
  write('a-cut-off.json', '{ "consumer": { "name": "a" }, "provider": { "na')
  write('a-list.json', '[]')
  write('a-huge.json', '')
  truncateSync(join(project.directory, 'pacts/a-huge.json'), 100_000_000)
  const { code, results } = await runContracts(project, { args: ['--name', 'mobile'] })
  expect(code).toBe(1)
  expect(results.filter((line) => line.startsWith('failed'))).toEqual(
    Array(3).fill('failed contract: the pact can be read'),
  )
  expect(results.filter((line) => line.startsWith('passed notices'))).toHaveLength(2)
  expect(messageOf(project, 'a-cut-off.json')).toMatchInlineSnapshot(`
    "The pact <project>/pacts/a-cut-off.json cannot be read: it is not JSON: it ends where a name or "}" should be.
      at line 1, column 49
      cause: Unterminated string in JSON at position 48 (line 1 column 49)
      fix: correct the file there, or write it again by running the tests of its consumer
      (invalid_pact)"
  `)
  expect(messageOf(project, 'a-list.json')).toMatchInlineSnapshot(`
    "The pact <project>/pacts/a-list.json cannot be read: it is not an object.
      at line 1, column 1
      fix: correct the file there, or write it again by running the tests of its consumer
      (invalid_pact)"
  `)
  expect(messageOf(project, 'a-huge.json')).toMatchInlineSnapshot(`
    "The pact <project>/pacts/a-huge.json cannot be read: it has 100000000 bytes, and the limit is 67108864.
      fix: leave large bodies out of the contract: match their shape with rules on a small example
      (invalid_pact)"
  `)
})

test('files of provider states that cannot be used: which, why, and what is not verified for it', async () => {
  using project = copyProject('contract')
  edit(project, STATES, (text) => `throw new Error('no licence')\n${text}`)
  const folder = join(project.directory, 'services/notices/tests/contract')
  writeFileSync(
    join(folder, 'twice.states.ts'),
    `import { states } from 'assay/contract'\nstates('notices', { 'an order was sent': () => undefined })`,
  )
  writeFileSync(
    join(project.directory, 'services/orders/tests/contract/unknown.states.ts'),
    `import { states } from 'assay/contract'\nstates('prodcts', {})`,
  )
  writeFileSync(join(folder, 'nothing.states.ts'), '')
  const { code, results } = await runContracts(project)
  expect(code).toBe(1)
  expect(results.filter((line) => line.startsWith('failed'))).toMatchInlineSnapshot(`
    [
      "failed notices: defines its provider states",
      "failed notices: defines its provider states",
      "failed orders: defines its provider states",
      "failed products: defines its provider states",
      "failed products: orders > "a request for a product" (given "a product exists")",
      "failed products: orders > "a request for a product" (given "there are no products")",
      "failed products: orders > "a request for the stock of a product" (given "three of a product are in stock")",
      "failed notices: mobile > "a request for notices" (given "an order was sent")",
      "failed notices: mobile > "a notice for the customer" (given "an order was sent")",
    ]
  `)
  expect(messageOf(project, 'products.states.ts')).toMatchInlineSnapshot(`
    "No provider states could be taken from <project>/services/products/tests/contract/products.states.ts: no licence
      at <project>/services/products/tests/contract/products.states.ts:1:7
      fix: define them with states, messages or requestFilter of assay/contract, and correct what fails while the file is imported
      (states_not_loaded)"
  `)
  expect(messageOf(project, 'twice.states.ts')).toMatchInlineSnapshot(`
    "State "an order was sent" of provider "notices" is defined twice.
      in: services/notices/tests/contract/notices.states.ts
      in: services/notices/tests/contract/twice.states.ts
      fix: keep one of them, or give them names of their own
      (invalid_provider_state)"
  `)
  expect(messageOf(project, 'unknown.states.ts')).toMatchInlineSnapshot(`
    "services/orders/tests/contract/unknown.states.ts is for provider "prodcts", which is no service of the system.
      services: orders, products, notices, inventory
      fix: did you mean "products"?
      (unknown_provider)"
  `)
  expect(messageOf(project, 'nothing.states.ts')).toMatchInlineSnapshot(`
    "No provider states could be taken from <project>/services/notices/tests/contract/nothing.states.ts: it defines nothing
      fix: define them with states, messages or requestFilter of assay/contract, and correct what fails while the file is imported
      (states_not_loaded)"
  `)
  expect(messageOf(project, '(given "a product exists")')).toMatchInlineSnapshot(`
    "services/products/tests/contract/products.states.ts could not be loaded, so its states are not known.
      fix: correct the file: what is wrong with it is told by a test of its own
      (states_not_loaded)"
  `)
})

test('a provider that never gets ready: every interaction has failed, and one says all of it', async () => {
  using project = copyProject('contract')
  const { code, output, results } = await runContracts(project, {
    ...ONLY_PRODUCTS,
    environment: { ODD: 'never-ready' },
  })
  expect(code).toBe(1)
  expect(results).toHaveLength(3)
  expect(results.every((line) => line.startsWith('failed products: orders > '))).toBe(true)
  expect(output.match(/\(never_ready\)/g)).toHaveLength(1)
  // On a busy machine the last try may not have been answered when the time was over.
  const message = messageOf(project, 'given "a product exists"').replace('no answer in time', 'answered 503')
  expect(message).toMatchInlineSnapshot(`
    ""products" did not get ready in <time>. Last try: GET /health -> answered 503
      its log is empty
      fix: read <project>/.assay/runs/<run>/logs/products.log, or raise its timeoutMs in the definition
      (never_ready)"
  `)
  expect(messageOf(project, 'given "there are no products"')).toMatch(
    /^Provider "products" could not be verified: "products" did not get ready/,
  )
})

test.each([
  ['hangs', 'provider_too_slow', 'did not answer within'],
  ['closes', 'provider_answer_broken', 'gave no answer that can be read'],
  ['gibberish', 'provider_answer_not_http', 'answered what is not HTTP'],
  ['crashes', 'provider_answer_broken', '"products" exited with code 3 while this test ran'],
  ['dies-afterwards', 'provider_crashed', '"products" exited with code 3 while "a request for a product"'],
])('a provider that %s: %s', async (odd, errorCode, sentence) => {
  using project = copyProject('contract')
  const run = { args: ['--service', 'products', '--name', 'a product exists'], environment: { ODD: odd } }
  const { code, output, results } = await runContracts(project, run)
  expect(code).toBe(1)
  expect(results).toEqual(['failed products: orders > "a request for a product" (given "a product exists")'])
  const failure = failureOf(output, 'orders > "a request for a product"').replaceAll(/\s+/g, ' ')
  expect(failure).toContain(`(${errorCode})`)
  expect(failure).toContain(sentence)
  expect(failure).toContain('asked for /products/100')
})

const NOTICES = 'services/notices/tests/contract/notices.states.ts'
const ONLY_NOTICES = { args: ['--service', 'notices'] }

test('a pact without interactions is seen, and so is what was not understood of one for nobody here', async () => {
  using project = copyProject('contract')
  const write = (name: string, value: object) =>
    writeFileSync(join(project.directory, 'pacts', name), JSON.stringify(value))
  write('web-notices.json', { consumer: { name: 'web' }, provider: { name: 'notices' }, interactions: [] })
  write('web-nobody.json', { consumer: { name: 'web' }, interactions: [{ description: 'something' }] })
  const { results } = await runContracts(project)
  expect(results.filter((line) => line.startsWith('skipped'))).toEqual([
    'skipped contract: web > is not verified with "provider"',
    'skipped notices: web > is not verified with "notices"',
  ])
  expect(consoleOf(project, 'skipped')).toMatchInlineSnapshot(`
    [
      ""provider" is no service of this system, so it is verified where it is developed.",
      "provider: it has no name; "provider" is taken",
      "The pact has no interactions, so there is nothing to verify.",
    ]
  `)
})

test('names from a pact are one line each, and do nothing to a terminal or a log', async () => {
  using project = copyProject('contract')
  edit(project, 'pacts/mobile-notices.json', (text) =>
    text
      .replace('"a request for notices"', '"a request\\n::error::for \\u001b[31mnotices"')
      .replace('"mobile"', '"mobile\\nphone"'),
  )
  const { results } = await runContracts(project, ONLY_NOTICES)
  expect(results[0]).toBe(
    'passed notices: mobile phone > "a request ::error::for  [31mnotices" (given "an order was sent")',
  )
})

test('interactions of the same name are told apart by the parameters of their states, in any order', async () => {
  using project = copyProject('contract')
  edit(project, 'pacts/mobile-notices.json', (text) => {
    const pact = JSON.parse(text)
    const [first] = pact.interactions
    const withParams = (id: number) => ({
      ...first,
      providerStates: [{ ...first.providerStates[0], params: { id } }],
    })
    return JSON.stringify({ ...pact, interactions: [withParams(1), withParams(2)] })
  })
  const { results } = await runContracts(project, ONLY_NOTICES)
  expect(results).toEqual([
    'passed notices: mobile > "a request for notices" (given "an order was sent") with {"id":1}',
    'passed notices: mobile > "a request for notices" (given "an order was sent") with {"id":2}',
  ])
})

describe('functions of a provider that misbehave', () => {
  /** Runs with a setup of notices that does this first. */
  async function runWith(statement: string, args = ['--name', 'a request for notices']) {
    const project = copyProject('contract')
    edit(project, NOTICES, (text) => text.replace('() => ({ id', `async () => { ${statement}; return ({ id`))
    edit(project, NOTICES, (text) => text.replace("'of today' })", "'of today' }) }"))
    return { project, ...(await runContracts(project, { args: [...ONLY_NOTICES.args, ...args] })) }
  }

  test('what they throw is told with its place', async () => {
    const { project, output } = await runWith("null['id']")
    using _ = project
    expect(failureOf(output, 'mobile > "a request for notices"')).toMatchInlineSnapshot(`
      "✗ notices contract  mobile > "a request for notices" (given "an order was sent")
        (pacts/mobile-notices.json)
          State change request failed: provider state "an order was sent" could not be set up.
            Cannot read properties of null (reading 'id')
            at <project>/services/notices/tests/contract/notices.states.ts:5:60
            fix: correct the function of this state; what it threw is above
            (provider_state_failed)"
    `)
  })

  test('what they print belongs to their test', async () => {
    const { project, results } = await runWith("console.log('one\\ntwo', 3)")
    using _ = project
    expect(results).toHaveLength(1)
    expect(consoleOf(project, 'passed')).toEqual(['one', 'two 3'])
  })

  test('what they leave running and fails is a problem of the run, which ends as others do', async () => {
    const { project, code, output, results } = await runWith("void Promise.reject(new Error('too late'))")
    using _ = project
    expect([code, results.length]).toEqual([1, 1])
    expect(output).toMatch(/^DO NOT SHIP/)
    expect(failureOf(output, 'outside of any test')).toMatchInlineSnapshot(`
      "✗ outside of any test
          Something that was left running failed while providers were verified: too late
            at <project>/services/notices/tests/contract/notices.states.ts:5:76
            fix: await what functions of states, messages and request filters start, or handle its errors
            (stray_error)"
    `)
  })

  test('one that ends the process has not made the run pass', async () => {
    using project = copyProject('contract')
    edit(project, NOTICES, (text) => text.replace('() => ({ id', '() => ({ no: process.exit(0), id'))
    const run = startAssay(['run', 'contract', '--service', 'notices'], project)
    const { code, stdout, stderr } = await run.finished
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('(ended_early)')
    await run.leavesNothing(2_000)
  })
})

test('a file of provider states that never ends to be imported can be interrupted', async () => {
  using project = copyProject('contract')
  edit(project, NOTICES, (text) => `${text}\nprocess.stderr.write('importing')\nawait new Promise(() => {})`)
  const run = startAssay(['run', 'contract', '--service', 'notices'], project)
  await run.shows('importing')
  run.signal('SIGINT')
  const { code, stdout } = await run.finished
  expect(code).toBe(130)
  expect(stdout).toMatch(/^DO NOT SHIP.*interrupted/)
})

describe('a run that is ended while a state is set up', () => {
  async function whileVerifying(signal: NodeJS.Signals) {
    const project = copyProject('contract')
    edit(project, STATES, (text) =>
      text.replace(
        'setup: async (',
        'setup: async () => new Promise(() => process.stderr.write("setting up")), was: async (',
      ),
    )
    const run = startAssay(['run', 'contract', '--service', 'products'], project)
    await run.shows('setting up')
    run.signal(signal)
    return { project, run, ...(await run.finished) }
  }

  test('SIGKILL leaves nothing behind', async () => {
    const { project, run } = await whileVerifying('SIGKILL')
    using _ = project
    await run.leavesNothing(2_000)
  })

  test('SIGINT leaves nothing behind, and what was not verified did not pass', async () => {
    const { project, run, code, stdout } = await whileVerifying('SIGINT')
    using _ = project
    await run.leavesNothing(2_000)
    expect(code).toBe(130)
    expect(stdout).toMatch(/^DO NOT SHIP/)
    expect(stdout).toContain('interrupted')
    expect(latestResults(project.directory).tests).toEqual([])
  })
})

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assay, latestResults } from './support/assay.ts'
import { copyProject, type Project } from './support/project.ts'

interface Result {
  readonly name: string
  readonly status: string
  readonly message?: string
  readonly suite: readonly string[]
  readonly stdout?: readonly string[]
}

/** Runs the contract level of the project; the tests by their names. */
async function runContracts(
  { directory }: Project,
  environment: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
) {
  const { code, stdout, stderr } = await assay(['run', 'contract', ...args], { directory, environment })
  const tests: readonly Result[] = latestResults(directory).tests
  const named = tests.map((one) => [[...one.suite.slice(2), one.name].join(' > '), one] as const)
  return { code, output: stdout + stderr, tests: new Map(named) }
}

function statuses(tests: ReadonlyMap<string, Result>) {
  return Object.fromEntries([...tests].map(([name, { status }]) => [name, status]))
}

/** Adds interactions to a pact of the project. */
function addTo(file: string, { directory }: Project, interactions: readonly object[]): void {
  const path = join(directory, 'pacts', file)
  const pact = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({ ...pact, interactions: [...pact.interactions, ...interactions] }))
}

test('what is documented, asked for and answered agrees, and third parties are judged by their document', async () => {
  using project = copyProject('documented-contracts')
  const { code, output, tests } = await runContracts(project)
  expect(code, output).toBe(0)
  expect(statuses(tests)).toMatchInlineSnapshot(`
    {
      "web > "a request for a product"": "passed",
      "web > "a request for a product" > agrees with openapi.yaml": "passed",
      "web > "pays" > agrees with openapi.json": "passed",
    }
  `)
})

test('what consumers count on is told with its place and its value, whatever the provider answers', async () => {
  using project = copyProject('documented-contracts')
  const product = (description: string, content: object) => ({
    type: 'Synchronous/HTTP',
    description,
    request: { method: 'GET', path: '/api/products/7' },
    response: { status: 200, body: { contentType: 'application/json', content } },
  })
  addTo('web-catalogue.json', project, [
    product('a field that the document does not have', { id: 7, origin: 'Oslo' }),
    { ...product('a field that comes later', { id: 7, origin: 'Oslo' }), pending: true },
    product('a supplier of a supplier', { supplier: { id: 1, parent: { id: 2 } } }),
  ])
  const charge = (description: string, body: object, status = 201) => ({
    description,
    request: { method: 'POST', path: '/charges', headers: { 'Content-Type': 'application/json' }, body },
    response: { status },
  })
  addTo('web-payments.json', project, [
    charge('pays nothing', { amount: 0, currency: 'EUR', tip: 5 }),
    charge('pays in words', { amount: 'five', currency: 'EUR' }),
    charge('pays later', { amount: 500, currency: 'EUR' }, 202),
    {
      description: 'looks for charges',
      request: { method: 'GET', path: '/charges', query: 'limit=10&since=yesterday' },
      response: { status: 200 },
    },
    {
      description: 'takes it back',
      request: { method: 'DELETE', path: '/charges/c1' },
      response: { status: 204 },
    },
  ])
  const { code, output, tests } = await runContracts(project)
  expect(code, output).toBe(1)
  expect(output).toContain('DO NOT SHIP')
  expect(statuses(tests)).toMatchInlineSnapshot(`
    {
      "web > "a field that comes later"": "passed",
      "web > "a field that comes later" > agrees with openapi.yaml": "skipped",
      "web > "a field that the document does not have"": "passed",
      "web > "a field that the document does not have" > agrees with openapi.yaml": "failed",
      "web > "a request for a product"": "passed",
      "web > "a request for a product" > agrees with openapi.yaml": "passed",
      "web > "a supplier of a supplier"": "passed",
      "web > "a supplier of a supplier" > agrees with openapi.yaml": "passed",
      "web > "looks for charges" > agrees with openapi.json": "passed",
      "web > "pays in words" > agrees with openapi.json": "failed",
      "web > "pays later" > agrees with openapi.json": "failed",
      "web > "pays nothing" > agrees with openapi.json": "failed",
      "web > "pays" > agrees with openapi.json": "passed",
      "web > "takes it back" > agrees with openapi.json": "failed",
    }
  `)
  const message = (name: string) => tests.get(name)?.message
  expect(
    message('web > "a field that the document does not have" > agrees with openapi.yaml'),
  ).toMatchInlineSnapshot(`
    "What the consumer expects of "a field that the document does not have" is not what services/catalogue/openapi.yaml says.
      response.body.origin: the document has no such property
        at: GET /products/{id} responses.200.content.application/json.schema.additionalProperties
        in the pact: "Oslo"
      fix: add it to services/catalogue/openapi.yaml if the provider does it; otherwise agree on it with the consumer
      (pact_not_documented)"
  `)
  expect(message('web > "pays nothing" > agrees with openapi.json')).toMatchInlineSnapshot(`
    "What the consumer expects of "pays nothing" is not what services/payments/openapi.json says.
      request.body.tip: the document has no such property
        at: POST /charges requestBody.content.application/json.schema.additionalProperties
        in the pact: 5
      request.body.amount: must be >= 1
        at: POST /charges requestBody.content.application/json.schema.properties.amount.minimum
        documented: 1, in the pact: 0
      fix: add it to services/payments/openapi.json if the provider does it; otherwise agree on it with the consumer
      (pact_not_documented)"
  `)
  expect(message('web > "takes it back" > agrees with openapi.json')).toMatchInlineSnapshot(`
    "What the consumer expects of "takes it back" is not what services/payments/openapi.json says.
      request.path: DELETE /charges/c1 is not documented
        at: paths
        in the pact: "/charges/c1"
      fix: add it to services/payments/openapi.json if the provider does it; otherwise agree on it with the consumer
      (pact_not_documented)"
  `)
  expect(tests.get('web > "looks for charges" > agrees with openapi.json')?.stdout).toMatchInlineSnapshot(
    `
    [
      "request.query.since: Query parameter is not defined in the document: since",
    ]
  `,
  )
})

test('a provider that does not answer what its own document says has drifted', async () => {
  using project = copyProject('documented-contracts')
  const { code, output, tests } = await runContracts(project, { ODD: 'drifts' })
  expect(code, output).toBe(1)
  expect(statuses(tests)).toMatchInlineSnapshot(`
    {
      "web > "a request for a product"": "passed",
      "web > "a request for a product" > agrees with openapi.yaml": "failed",
      "web > "pays" > agrees with openapi.json": "passed",
    }
  `)
  const drifted = tests.get('web > "a request for a product" > agrees with openapi.yaml')
  expect(drifted?.message).toMatchInlineSnapshot(`
    "What the provider answered to "a request for a product" is not what services/catalogue/openapi.yaml says.
      response.body.price: expected a number, got "free"
        at: GET /api/products/{id} responses.200
      response.body.supplier: expected an object, got null
        at: GET /api/products/{id} responses.200
      response.headers.x-stock: expected an integer, got "many"
        at: GET /api/products/{id} responses.200
      fix: correct services/catalogue/openapi.yaml, or make the provider answer what it promises
      (provider_not_as_documented)"
  `)
})

test('the name of such a test finds it again', async () => {
  using project = copyProject('documented-contracts')
  const name = 'web > "pays" > agrees with openapi.json'
  const { code, output, tests } = await runContracts(project, {}, ['--name', name])
  expect(code, output).toBe(0)
  expect(statuses(tests)).toEqual({ [name]: 'passed' })
})

test('a document that cannot be read is a failure of its own, and nothing has agreed with it', async () => {
  using project = copyProject('documented-contracts')
  const document = join(project.directory, 'services/payments/openapi.json')
  writeFileSync(document, readFileSync(document, 'utf8').replace('"3.0.3"', '"2.0"'))
  const { code, output, tests } = await runContracts(project)
  expect(code, output).toBe(1)
  expect(statuses(tests)).toMatchInlineSnapshot(`
    {
      "the document can be read": "failed",
      "web > "a request for a product"": "passed",
      "web > "a request for a product" > agrees with openapi.yaml": "passed",
    }
  `)
})

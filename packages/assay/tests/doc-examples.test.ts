import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startStub } from '../src/mocks/stub.ts'
import { loadOpenapi } from '../src/openapi/load-openapi.ts'
import { matchOperation } from '../src/openapi/match-operation.ts'
import { exampleResult } from '../src/reports/fixtures/example-result.ts'
import { assay, latestResults } from './support/assay.ts'
import {
  type Example,
  examplesOfPages,
  examplesOfSources,
  isOfContract,
  isOfOtherProtocol,
  isScenario,
  isTest,
} from './support/doc-examples.ts'
import { copyProject } from './support/project.ts'
import { exportsOf, runExample } from './support/run-example.ts'

/** What examples of the sources speak of without saying where it comes from. */
const SHARED_MODULES = [
  '../src/entries/main.ts',
  '../src/errors/assay-error.ts',
  '../src/mocks/stub.ts',
  '../src/openapi/load-openapi.ts',
  '../src/openapi/named-schema.ts',
  '../src/openapi/read-operations.ts',
]
/** Examples that show a part of a file, or are of a type and not of a value. */
const NOT_RUN = /declare module|defineConfig|from 'assay|^\/\/ |: service\(\{|^export default defineSystem/m
/** Examples whose names are fixtures of a test. */
const WITHIN_TEST = /\b(orders|users|ordersDb|data)\.(get|post|query|create)/

const sources = examplesOfSources().filter(
  (example) => !isScenario(example) && !isOfOtherProtocol(example) && !isOfContract(example),
)
const needTest = sources.filter((example) => isTest(example) || WITHIN_TEST.test(example.code))
const values = sources.filter((example) => !needTest.includes(example) && !NOT_RUN.test(example.code))

test('there are examples to run', () => {
  expect(values.length).toBeGreaterThan(25)
  expect(needTest.length).toBeGreaterThan(3)
  expect(examplesOfPages().filter(isTest).length).toBeGreaterThan(9)
})

test.for(values.map((example) => [example.place, example] as const))('%s', async ([, example]) => {
  await runExample(example, { ...(await exportsOf(example, SHARED_MODULES)), ...(await surroundings()) })
})

test('the examples that are tests pass in a real system', { timeout: 300_000 }, async () => {
  using project = copyProject('documented')
  const pages = examplesOfPages().filter(
    (example) => (isTest(example) || example.code.includes('startStub(')) && !isOfContract(example),
  )
  for (const [index, example] of [...pages, ...needTest].entries()) {
    const level = example.code.includes('stubs.') ? 'services/orders/tests/integration' : 'tests/e2e'
    const folder = join(project.directory, level)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `example-${index}.test.ts`), asTestFile(example))
  }
  const { stdout } = await assay(['run'], project)
  expect(stdout).toMatch(/^SHIP/)
  expect(latestResults(project.directory).summary.passed).toBeGreaterThan(15)
})

/** An example becomes a file: with the imports it leaves out, inside a test when it is none. */
function asTestFile({ place, code }: Example): string {
  const body = code.replaceAll(/^import .*\n/gm, '')
  const imports = [
    `import { describe, eventually, expect, factory, test, vi } from 'assay/test'`,
    `import { startStub } from 'assay/mock'`,
  ]
  if (isTest({ place, file: '', code })) return [...imports, body].join('\n')
  const fixtures = body.includes('startStub(') ? '{ data }' : '{ orders, users, ordersDb, data }'
  const order = `const { body: { id } } = await orders.post<any>('/orders', { productId: 'p1', quantity: 1 })`
  const before = body.includes('startStub(') ? '' : order
  return [...imports, `test('${place}', async (${fixtures}) => {`, before, body, '})'].join('\n')
}

/** The document, the stub and the result that examples speak of, in the folder they are run in. */
async function surroundings(): Promise<Record<string, unknown>> {
  process.chdir(resolve(import.meta.dirname, 'projects/documented'))
  const document = await loadOpenapi('services/products/openapi.json')
  const products = await startStub({ name: 'products' })
  onTestFinished(() => products.close())
  products.on('GET /products/:id', { body: {} })
  for (const id of ['p1', 'p2']) await fetch(`${products.url}/products/${id}`)
  const { operation } = matchOperation(document, 'GET', '/products/1')!
  return { document, operation, products, result: exampleResult() }
}

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { startVitest } from './support/assay.ts'
import { copyProject, type Project } from './support/project.ts'

const WATCH_TIMEOUT_MS = 30_000

/** A test file of the project, which has a pact `products` and asks a mock for a path with `ask`. */
function writeTests({ directory }: Project, name: string, code: string): void {
  const file = join(directory, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(
    file,
    `import { pact } from 'assay/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

const products = pact({ consumer: 'orders', provider: 'products' })

function request(path) {
  return { description: \`a request for \${path}\`, request: { method: 'GET', path }, response: {} }
}

async function ask(path, context) {
  await using provider = await products.mock(request(path), context)
  await fetch(provider.url + path)
}

${code}`,
  )
}

function testOf(path: string): string {
  return `test('asks for ${path}', () => ask('${path}'))\n`
}

async function runTests(project: Project, ...args: readonly string[]) {
  const { code, stdout, stderr } = await startVitest(['run', ...args], project).finished
  return { code, output: stdout + stderr }
}

/** The paths that are asked for, each with the tests that ask for it; `undefined` without a file. */
function pactOf({ directory }: Project): Record<string, string[]> | undefined {
  const file = join(directory, 'pacts/orders-products.json')
  if (!existsSync(file)) return undefined
  const { interactions } = JSON.parse(readFileSync(file, 'utf8'))
  return Object.fromEntries(
    interactions.map(({ request, comments }: Written) => [
      request.path,
      comments.tests ?? [comments.testname],
    ]),
  )
}

interface Written {
  readonly request: { readonly path: string }
  readonly comments: { readonly testname: string; readonly tests?: readonly string[] }
}

test('tests that run at the same time each have a mock of their own', async () => {
  using project = copyProject('consumer')
  writeTests(
    project,
    'concurrent/products.test.ts',
    `describe.concurrent('together', () => {
  for (let id = 0; id < 50; id += 1) test(\`asks for \${id}\`, (context) => ask(\`/\${id}\`, context))
  test('does not say which one it is', () => ask('/unknown'))
})`,
  )
  const { output } = await runTests(project, 'concurrent')
  expect(output).toMatch(/1 failed \| 50 passed/)
  expect(output).toContain('It is not known which test this belongs to: tests run concurrently.')
  const pact = pactOf(project) ?? {}
  expect(Object.keys(pact)).toHaveLength(50)
  expect(pact['/7']).toEqual(['concurrent/products.test.ts > together > asks for 7'])
})

test('a test that is tried again or repeated says everything once', async () => {
  using project = copyProject('consumer')
  writeTests(
    project,
    'retried/products.test.ts',
    `let tries = 0
test('fails twice', { retry: 2 }, async () => {
  await ask('/first')
  tries += 1
  if (tries === 1) await ask('/only-then')
  expect(tries).toBe(3)
})
test('is repeated', { repeats: 2 }, () => ask('/repeated'))
let repeats = 0
test('fails when it is repeated', { repeats: 1 }, async () => {
  await ask('/never')
  repeats += 1
  expect(repeats).toBe(1)
})`,
  )
  const { output } = await runTests(project, 'retried')
  expect(output).toMatch(/1 failed \| 2 passed/)
  expect(pactOf(project)).toEqual({
    '/first': ['retried/products.test.ts > fails twice'],
    '/repeated': ['retried/products.test.ts > is repeated'],
  })
})

test('a mock belongs to one test, so that hooks for all of them cannot have one', async () => {
  using project = copyProject('consumer')
  writeTests(
    project,
    'shared/products.test.ts',
    `describe('with one for all', () => {
  beforeAll(() => products.mock(request('/shared')))
  test('is not run', () => ask('/never'))
})
describe('with one for each', () => {
  let provider
  beforeEach(async () => { provider = await products.mock(request('/each')) })
  for (const name of ['one', 'two']) test(name, () => fetch(provider.url + '/each'))
})`,
  )
  const { code, output } = await runTests(project, 'shared')
  expect(code).toBe(1)
  expect(output).toContain('It is not known which test this belongs to: a pact is used outside of a test.')
  expect(output).toContain('fix: use the pact within a test or beforeEach')
  const each = ['one', 'two'].map((name) => `shared/products.test.ts > with one for each > ${name}`)
  expect(pactOf(project)).toEqual({ '/each': each })
})

test('files that run in several workers write into one pact', async () => {
  using project = copyProject('consumer')
  for (let file = 0; file < 6; file += 1) {
    const paths = Array.from({ length: 20 }, (_, index) => `/${file}/${index}`)
    writeTests(project, `workers/${file}.test.ts`, [...paths, '/all'].map(testOf).join(''))
  }
  const { code, output } = await runTests(project, 'workers', '--maxWorkers=6')
  expect(code, output).toBe(0)
  const pact = pactOf(project) ?? {}
  expect(Object.keys(pact)).toHaveLength(6 * 20 + 1)
  expect(pact['/all']).toHaveLength(6)
})

test('forgets what tests do not say any more', async () => {
  using project = copyProject('consumer')
  const pacts = join(project.directory, 'pacts/orders-products.json')
  writeTests(project, 'a.test.ts', testOf('/both') + testOf('/a') + testOf('/removed'))
  writeTests(project, 'b.test.ts', testOf('/both') + testOf('/b'))
  await runTests(project, 'a.test.ts', 'b.test.ts')
  expect(Object.keys(pactOf(project) ?? {})).toEqual(['/a', '/b', '/both', '/removed'])

  // A removed test, and another that is not asked to run.
  writeTests(project, 'a.test.ts', testOf('/both') + testOf('/a'))
  await runTests(project, 'a.test.ts', '-t', 'asks for /a')
  expect(Object.keys(pactOf(project) ?? {})).toEqual(['/a', '/b', '/both'])

  // A file with another name.
  renameSync(join(project.directory, 'b.test.ts'), join(project.directory, 'c.test.ts'))
  await runTests(project, 'c.test.ts')
  expect(pactOf(project)).toEqual({
    '/a': ['a.test.ts > asks for /a'],
    '/b': ['c.test.ts > asks for /b'],
    '/both': ['a.test.ts > asks for /both', 'c.test.ts > asks for /both'],
  })

  // A file that is gone, seen by one that says nothing at all.
  rmSync(join(project.directory, 'a.test.ts'))
  writeTests(project, 'c.test.ts', `test('asks for nothing', () => undefined)`)
  await runTests(project, 'c.test.ts')
  expect(existsSync(pacts)).toBe(false)
})

test('an interaction that two files share may change in both, but not in one of them', async () => {
  using project = copyProject('consumer')
  const shared = (name: string, status: number) =>
    writeFileSync(join(project.directory, name), `export const response = { status: ${status} }\n`)
  const code = (module: string) => `import { response } from './${module}'
test('asks', async () => {
  await using provider = await products.mock({ ...request('/shared'), response })
  await fetch(provider.url + '/shared')
})`
  shared('shared.mjs', 200)
  for (const name of ['a', 'b']) writeTests(project, `${name}.test.ts`, code('shared.mjs'))
  await runTests(project, 'a.test.ts', 'b.test.ts')

  shared('shared.mjs', 202)
  const changed = await runTests(project, 'a.test.ts', 'b.test.ts')
  expect(changed.code, changed.output).toBe(0)
  expect(pactOf(project)).toEqual({ '/shared': ['a.test.ts > asks', 'b.test.ts > asks'] })

  shared('another.mjs', 404)
  writeTests(project, 'b.test.ts', code('another.mjs'))
  await runTests(project, 'b.test.ts')
  const contradicted = await runTests(project, 'a.test.ts')
  expect(contradicted.code).toBe(1)
  expect(contradicted.output).toContain('would have two different interactions "a request for /shared"')
  expect(contradicted.output).toContain('there from: b.test.ts > asks')
  expect(contradicted.output).toContain('now from:   a.test.ts > asks')
})

test('writes again when tests change while Vitest watches', async () => {
  using project = copyProject('consumer')
  writeTests(project, 'watched/products.test.ts', testOf('/one') + testOf('/two'))
  const watching = startVitest(['watch', 'watched', '--no-color'], project)
  const paths = () => Object.keys(pactOf(project) ?? {})
  try {
    await watching.shows('Waiting for file changes')
    expect(paths()).toEqual(['/one', '/two'])
    writeTests(project, 'watched/products.test.ts', testOf('/two') + testOf('/three'))
    await expect.poll(paths, { timeout: WATCH_TIMEOUT_MS }).toEqual(['/three', '/two'])
  } finally {
    watching.signal('SIGTERM')
    await watching.finished
  }
  await watching.leavesNothing()
})

test('a pact that cannot be read fails the file that would change it, and stays', async () => {
  using project = copyProject('consumer')
  writeTests(project, 'a.test.ts', testOf('/a'))
  await runTests(project, 'a.test.ts')
  const file = join(project.directory, 'pacts/orders-products.json')
  const merged = `<<<<<<< HEAD\n${readFileSync(file, 'utf8')}`
  writeFileSync(file, merged)
  const { code, output } = await runTests(project, 'a.test.ts')
  expect(code).toBe(1)
  expect(output).toContain('(invalid_pact)')
  expect(readFileSync(file, 'utf8')).toBe(merged)
})

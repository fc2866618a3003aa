import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closedPort, listen, type TestServer } from '../src/load/protocols/fixtures/test-server.ts'
import { folderWith, load, onlyResult, STACK_TRACE } from './support/load.ts'

let server: TestServer
beforeAll(async () => {
  server = await listen(createServer((_, response) => void response.end('{"id":1}')))
})
afterAll(() => server[Symbol.asyncDispose]())

/** A file of scenarios about the server, of which the test writes what is special. */
const fileOf = (text: string) => `
import { capacity, constantRate, constantUsers, csv, json, rows, scenario } from 'assay/load'
const base = {
  load: constantUsers({ users: 2, duration: '500ms' }),
  targets: { shop: 'http://127.0.0.1:${server.port}' },
}
${text}`

async function loadFile(text: string, flags: readonly string[] = [], files: Record<string, string> = {}) {
  using folder = folderWith({ 'shop.load.ts': fileOf(text), ...files })
  const finished = await load(['shop.load.ts', ...flags], folder)
  expect(finished.stdout + finished.stderr).not.toMatch(STACK_TRACE)
  return finished
}

test('the scenarios of a file run one after the other, or the one that is named', async () => {
  const text = `
    scenario('browse', { ...base, tasks: { open: ({ shop }) => shop.get('/items/1') } })
    scenario('browse all', { ...base, load: constantRate({ perSecond: 40, duration: '500ms' }),
      thresholds: { requestRate: '>1000000/s' }, tasks: { list: ({ shop }) => shop.get('/items') } })`
  const both = await loadFile(text)
  expect(both.results.map(({ name, file }) => [name, file])).toEqual([
    ['browse', 'shop.load.ts'],
    ['browse all', 'shop.load.ts'],
  ])
  expect(both.results[1]!.total).toMatchObject({ scheduled: 20, answered: 20 })
  expect(both.code).toBe(1)
  expect(onlyResult(await loadFile(text, ['--scenario', 'browse'])).name).toBe('browse')
  const wrong = await loadFile(text, ['--scenario', 'brows'])
  expect(wrong.code).toBe(3)
  expect(wrong.stderr).toContain('did you mean "browse"?')
  expect(wrong.stderr).toContain('(unknown_scenario)')
})

test('what is wrong with a file is told before any request, with its place', async () => {
  const get = `({ shop }) => shop.get('/')`
  const cases: [string, string, string][] = [
    [`scenario('none', { ...base, tasks: {} })`, 'invalid_scenario', 'has no tasks'],
    [
      `scenario('minus', { ...base, tasks: { a: { weight: -1, run: ${get} } } })`,
      'invalid_scenario',
      'gives "a" the weight -1',
    ],
    [
      `scenario('nobody', { load: constantUsers({ users: 0, duration: '1s' }) })`,
      'invalid_load',
      'users is 0',
    ],
    [`scenario('aimless', { load: base.load, tasks: { a: ${get} } })`, 'no_targets', 'nothing to send'],
    [`json(new URL('./broken.json', import.meta.url))`, 'invalid_scenario', 'correct the file'],
    [`json(new URL('./missing.json', import.meta.url))`, 'invalid_scenario', 'name the file'],
    [`throw new Error('not today')`, 'scenario_not_loaded', 'not today'],
    [`scenario('open', {`, 'scenario_not_loaded', 'scenario('],
    ['', 'scenario_not_loaded', 'it defines none'],
  ]
  for (const [text, errorCode, message] of cases) {
    const { code, stderr, stdout } = await loadFile(text, [], { 'broken.json': '[1, ' })
    expect(stderr).toContain(`(${errorCode})`)
    expect(stderr).toContain(message)
    expect(stderr).toContain('shop.load.ts')
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  }
})

const GET = `a: ({ shop }) => shop.get('/')`

test.each([
  ['always throws', `a: () => { throw new Error('boom') }`, 'scenario_without_requests', 'it threw: boom'],
  ['makes no requests', `a: async () => {}`, 'scenario_without_requests', 'return or await the promise'],
  [
    'misses a value',
    `a: ({ shop }) => shop.get('/items/{id}')`,
    'invalid_scenario',
    'needs a value for "id"',
  ],
  ['leaves', `a: async () => process.exit(0)`, 'scenario_crashed', 'process.exit'],
  [
    'throws where nobody catches',
    `a: async ({ shop }) => { setTimeout(() => { throw new Error('late') }); await shop.get('/') }`,
    'scenario_crashed',
    'late',
  ],
  ['shares a function', `${GET} }, before: async () => () => 1, other: {`, 'invalid_scenario', 'plain data'],
  [
    'cannot set up',
    `${GET} }, setup: () => { throw new Error('no key') }, other: {`,
    'scenario_setup_failed',
    'no key',
  ],
  ['thinks nothing', `${GET} }, think: () => NaN, other: {`, 'invalid_scenario', 'A think time gave NaN'],
  [
    'has no more rows',
    `a: ({ shop }, user) => shop.get('/items/' + user.next(few))`,
    'feeder_exhausted',
    'no more than 3 rows',
  ],
  [
    'keeps everything',
    `a: async ({ shop }) => { await shop.get('/'); kept.push(new Array(2_000_000).fill(kept.length)) }`,
    'scenario_out_of_memory',
    'more than 2048 MB',
  ],
  [
    'keeps buffers',
    `a: async ({ shop }) => { await shop.get('/'); kept.push(Buffer.alloc(16_000_000, 1)) }`,
    'scenario_out_of_memory',
    'more than 2048 MB',
  ],
  ['never awaits', `a: async () => { for (;;) continue }`, 'scenario_blocked', 'without awaiting anything'],
])('a scenario that %s fails, and says how', async (_, tasks, errorCode, text) => {
  const before = `const kept = [], few = rows([1, 2, 3], { exhausted: 'fail' })`
  const load = `load: constantUsers({ users: 2, duration: '20s' })`
  const finished = await loadFile(`${before}\nscenario('shop', { ...base, ${load}, tasks: { ${tasks} } })`)
  const { status, notes } = onlyResult(finished)
  expect(notes[0]).toContain(`(${errorCode})`)
  expect(notes[0]).toContain(text)
  expect(status).toBe('failed')
  expect(finished.code).toBe(2)
})

test('a task that fails after its request is counted, and the load goes on', async () => {
  const task = `a: async ({ shop }) => { await shop.get('/'); throw new Error('boom') }`
  const { total, errorSamples, status } = onlyResult(
    await loadFile(`scenario('shop', { ...base, tasks: { ${task} } })`),
  )
  expect(['valid', 'invalid']).toContain(status)
  // What ends after the load counts no more: at most one iteration of each of the two users.
  expect(total.errorsByKind).toEqual({ scenario: expect.any(Number) })
  expect(total.answered - total.errors).toBeLessThanOrEqual(2)
  expect(errorSamples).toEqual([{ kind: 'scenario', operation: 'a', message: 'boom' }])
})

test('a target that is down is not flooded by those who try again', async () => {
  const task = `a: async ({ gone }) => { await gone.get('/') }`
  const targets = `targets: { gone: 'http://127.0.0.1:${await closedPort()}' }`
  const { total, notes } = onlyResult(
    await loadFile(`scenario('shop', { ...base, ${targets}, tasks: { ${task} } })`),
  )
  expect(total.errorsByKind).toEqual({ refused: total.scheduled })
  expect(total.scheduled).toBeLessThan(20)
  expect(notes.join()).toContain('no request was answered')
})

test('rows that are used up begin again, or end the load', async () => {
  const withRows = (exhausted: string) => `
    const few = csv(new URL('./few.csv', import.meta.url), { exhausted: '${exhausted}' })
    scenario('shop', { ...base, load: constantUsers({ users: 2, duration: '2s' }),
      tasks: { a: ({ shop }, user) => shop.get('/items/' + user.next(few).id) } })`
  const files = { 'few.csv': 'id\n1\n2\n3\n' }
  const again = onlyResult(await loadFile(withRows('again'), [], files))
  expect(again.total.answered).toBeGreaterThan(3)
  expect(again.durationMs).toBe(2_000)
  const stopped = onlyResult(await loadFile(withRows('stop'), [], files))
  expect(stopped.total).toMatchObject({ answered: 3, errors: 0 })
  expect(stopped.notes.join()).toContain('the load ended early')
  expect(stopped.durationMs).toBeLessThan(1_500)
})

test('a search for capacity that has no rows left has found out nothing more', async () => {
  const text = `
    const few = rows([1, 2, 3, 4, 5], { exhausted: 'stop' })
    scenario('shop', { ...base, thresholds: { capacity: '>500/s' },
      load: capacity({ fromPerSecond: 50, trial: '500ms', objective: { p95: '1s' } }),
      tasks: { a: ({ shop }, user) => shop.get('/items/' + user.next(few)) } })`
  const finished = await loadFile(text)
  const { status, capacity, notes } = onlyResult(finished)
  expect(capacity).toEqual({ reason: 'the rows of a feeder were used up at 50/s', trials: [] })
  expect(notes.join()).toContain('used up at 50/s')
  expect({ status, code: finished.code }).toEqual({ status: 'invalid', code: 1 })
})

test('what fails after the load is told, and what was measured stays', async () => {
  const fails = (name: string) => `${name}: async () => { throw new Error('${name} is late') }`
  const text = `scenario('shop', { ...base, tasks: { ${GET} }, ${fails('teardown')}, ${fails('after')} })`
  const { total, notes, status } = onlyResult(await loadFile(text))
  expect(['valid', 'invalid']).toContain(status)
  expect(total.answered).toBeGreaterThan(0)
  expect(notes.join('\n')).toContain('teardown failed for 2 virtual users: teardown is late')
  expect(notes.join('\n')).toContain('after is late')
  expect(notes.join('\n')).toContain('(scenario_teardown_failed)')
})

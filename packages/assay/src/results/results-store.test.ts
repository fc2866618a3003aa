import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import type { OperationResult } from '../model/load-result.ts'
import type { SourceState } from '../model/run-result.ts'
import { exampleResult } from '../reports/fixtures/example-result.ts'
import { exampleScenarios } from '../reports/fixtures/example-scenarios.ts'
import { ResultsStore } from './results-store.ts'
import { MIGRATIONS } from './schema.ts'

function newFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'results-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, 'results.db')
}

function startOf(id: string, source: Partial<SourceState> | undefined, startedAt = 1) {
  const state = { commit: 'c1', branch: 'main', isMain: true, isDirty: false, ...source }
  const selection = { levels: [], services: [], tags: [], name: undefined, changedSince: undefined }
  return {
    ...{ id, system: 'shop', startedAt, source: source && state, environmentHash: 'e' },
    ...{ versions: {}, seed: 's', selection },
  }
}

function finished(store: ResultsStore, id: string, source: Partial<SourceState>, startedAt: number): void {
  store.startRun(startOf(id, source, startedAt))
  const result = exampleResult({ id })
  const [failing] = result.tests
  store.addTest(id, { ...failing!, status: 'failed' })
  store.finishRun(result)
}

test('a run that was killed leaves what it had found out', () => {
  const file = newFile()
  const store = new ResultsStore(file)
  store.startRun(startOf('r1', {}))
  const [found] = exampleResult().tests
  store.addTest('r1', found!)
  // Nothing is closed: that is how a killed process leaves its file.
  const rows = new DatabaseSync(file).prepare('SELECT id, status FROM test').all()
  expect(rows).toEqual([{ id: found!.id, status: found!.status }])
})

test('a test that is run again keeps its attempts and has its last status', () => {
  const file = newFile()
  using store = new ResultsStore(file)
  store.startRun(startOf('r1', {}))
  const [found] = exampleResult().tests
  const attempt = { ...found!.attempts[0]!, status: 'failed' as const }
  store.addTest('r1', { ...found!, status: 'failed', attempts: [attempt] })
  store.addTest('r1', { ...found!, status: 'passed', attempts: [attempt, { ...attempt, status: 'passed' }] })
  const database = new DatabaseSync(file)
  expect(database.prepare('SELECT status, is_flaky FROM test').all()).toEqual([
    { status: 'passed', is_flaky: 1 },
  ])
  expect(database.prepare('SELECT number, status FROM attempt ORDER BY number').all()).toEqual([
    { number: 1, status: 'failed' },
    { number: 2, status: 'passed' },
  ])
})

test('new failures are counted from the newest finished clean run of another commit on main', () => {
  using store = new ResultsStore(newFile())
  expect(store.baselineFor('shop', 'c9')).toBeUndefined()
  finished(store, 'older', { commit: 'c1' }, 1)
  finished(store, 'newer', { commit: 'c2' }, 2)
  finished(store, 'dirty', { commit: 'c3', isDirty: true }, 3)
  finished(store, 'branch', { commit: 'c4', isMain: false }, 4)
  finished(store, 'same', { commit: 'c9' }, 5)
  store.startRun(startOf('unfinished', { commit: 'c5' }, 6))
  const baseline = store.baselineFor('shop', 'c9')
  expect(baseline?.run).toBe('newer')
  expect(baseline?.failed.size).toBe(1)
  expect(store.baselineFor('tasks', 'c9')).toBeUndefined()
})

test('processes that begin a history together do not lock each other out', async () => {
  const file = newFile()
  const store = new URL('./results-store.ts', import.meta.url).href
  const at = Date.now() + 1_000
  const program = `import { ResultsStore } from '${store}'
    while (Date.now() < ${at});
    new ResultsStore(${JSON.stringify(file)})[Symbol.dispose]()`
  const opening = Array.from({ length: 4 }, () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]),
  )
  await expect(Promise.all(opening)).resolves.toHaveLength(4)
})

test('what scenarios measured is kept for later, unless it was not valid', () => {
  using store = new ResultsStore(newFile())
  const [browse] = exampleScenarios().filter(({ status }) => status === 'valid')
  store.startRun(startOf('r2', { commit: 'c2' }, 2))
  store.startRun(startOf('r1', { commit: 'c1', isDirty: true }, 1))
  for (const run of ['r2', 'r1']) store.addScenario(run, browse!)
  store.startRun(startOf('r3', {}, 3))
  store.addScenario('r3', { ...browse!, status: 'invalid' })
  const history = store.loadHistory(browse!.name, browse!.load, 'e')
  const { errors, scheduled } = browse!.total
  expect(history).toMatchObject([
    { run: 'r1', commit: 'c1', isClean: false, isMain: false, errorRate: errors / scheduled },
    { run: 'r2', commit: 'c2', isClean: true, isMain: true, errorRate: errors / scheduled },
  ])
  expect(history[0]!.operations).toEqual(
    browse!.operations.map(({ service, operation, latency: { p50, p95 } }) => ({
      ...{ service, operation, p50, p95 },
    })),
  )
  expect(store.loadHistory(browse!.name, 'another load', 'e')).toEqual([])
})

test('an operation that was never answered has no latency', () => {
  const file = newFile()
  using store = new ResultsStore(file)
  const [browse] = exampleScenarios().filter(({ status }) => status === 'valid')
  const [answered, ...others] = browse!.operations
  const silent = others.map((operation): OperationResult => {
    const nothing = { count: 0, mean: 0, min: 0, p50: 0, p90: 0, p95: 0, p99: 0, p999: 0, max: 0 }
    return { ...operation, latency: nothing }
  })
  expect(silent.length).toBeGreaterThan(0)
  store.startRun(startOf('new', {}, 1))
  store.addScenario('new', { ...browse!, operations: [answered!, ...silent] })
  store.startRun(startOf('old', {}, 2))
  store.addScenario('old', browse!)
  // As versions have stored it that kept zeros.
  new DatabaseSync(file)
    .prepare(`UPDATE load_figure SET p50 = 0, p95 = 0 WHERE run = 'old' AND operation IS NOT ?`)
    .run(answered!.operation)
  const { name, load } = browse!
  expect(store.loadHistory(name, load, 'e').map(({ run, operations }) => [run, operations.length])).toEqual([
    ['new', 1],
    ['old', 1],
  ])
})

test('a history of the first format is taken up, with all it holds', () => {
  const file = newFile()
  const old = new DatabaseSync(file)
  for (const statement of MIGRATIONS[0]!) old.exec(statement)
  old.exec('PRAGMA user_version = 1')
  old.exec(`INSERT INTO run VALUES ('old', 'shop', 1, 'c0', 'main', 1, 0, 'e', '{}', 's', '{}')`)
  old.close()
  using store = new ResultsStore(file)
  finished(store, 'new', {}, 2)
  const database = new DatabaseSync(file)
  expect(database.prepare('SELECT id FROM run ORDER BY started_at').all()).toEqual([
    { id: 'old' },
    { id: 'new' },
  ])
  expect(database.prepare('SELECT count(*) AS n FROM gate WHERE scenario IS NULL').get()).not.toEqual({
    n: 0,
  })
})

import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import { whileUnlocked } from '../base/while-unlocked.ts'
import { configurationError, infrastructureError, messageOf } from '../errors/assay-error.ts'
import type { LoadFigures, OperationResult, ScenarioResult } from '../model/load-result.ts'
import type { Crash, PartInfo } from '../model/part-event.ts'
import type { GateVerdict, RunResult, Selection, SourceState } from '../model/run-result.ts'
import { durationOf, isFlaky, type TestResult, titleOf } from '../model/test-result.ts'
import { MIGRATIONS, SCHEMA_VERSION } from './schema.ts'

const BUSY_TIMEOUT_MS = 10_000
const RUN_AGAIN = `ON CONFLICT (run, id) DO UPDATE SET
  status = excluded.status, is_flaky = excluded.is_flaky, duration_ms = excluded.duration_ms`

/** What is known when a run begins. */
export interface RunStart {
  readonly id: string
  readonly system: string
  readonly startedAt: number
  readonly source: SourceState | undefined
  readonly environmentHash: string
  readonly versions: Readonly<Record<string, string>>
  readonly seed: string
  readonly selection: Selection
}

/** An earlier run that new failures are counted from. */
export interface Baseline {
  readonly run: string
  /** Ids of the tests that failed in it. */
  readonly failed: ReadonlySet<string>
}

/** What an earlier run measured of a scenario. */
export interface StoredMeasurement {
  readonly run: string
  readonly commit: string | undefined
  /** Whether nothing was uncommitted. */
  readonly isClean: boolean
  /** Whether it was the main branch, with nothing uncommitted. */
  readonly isMain: boolean
  /** Errors among all requests, 0 to 1. */
  readonly errorRate: number
  /** Those that were answered; latencies in milliseconds. */
  readonly operations: readonly (Pick<OperationResult, 'service' | 'operation'> & {
    readonly p50: number
    readonly p95: number
  })[]
}

/**
 * The history of a project: one append-only SQLite file. Rows are written as things happen, so
 * that a run that is killed leaves everything it had found out.
 */
export class ResultsStore implements Disposable {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /**
   * Opens the file, making it if there is none.
   *
   * @throws AssayError `results_newer_version`, `results_not_writable` or `results_unreadable`.
   */
  constructor(file: string) {
    try {
      mkdirSync(dirname(file), { recursive: true })
      this.#database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
      whileUnlocked(() => this.#database.exec('PRAGMA journal_mode = WAL'), BUSY_TIMEOUT_MS)
      this.#database.exec('PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON')
    } catch (error) {
      throw cannotOpen(file, error)
    }
    this.#migrate(file)
  }

  startRun(run: RunStart): void {
    this.#insert('run', {
      id: run.id,
      system: run.system,
      started_at: run.startedAt,
      commit_hash: run.source?.commit,
      branch: run.source?.branch,
      is_main: run.source === undefined ? undefined : Number(run.source.isMain),
      is_dirty: run.source === undefined ? undefined : Number(run.source.isDirty),
      environment_hash: run.environmentHash,
      versions: JSON.stringify(run.versions),
      seed: run.seed,
      selection: JSON.stringify(run.selection),
    })
  }

  addPart(run: string, part: PartInfo): void {
    this.#insert('measure', { run, subject: part.part, name: 'boot', value: part.durationMs, unit: 'ms' })
    if (part.cpuMs !== undefined) {
      this.#insert('measure', { run, subject: part.part, name: 'boot-cpu', value: part.cpuMs, unit: 'ms' })
    }
  }

  /** A test that is already there has been run again: its status changes, its attempts are added. */
  addTest(run: string, test: TestResult): void {
    this.#transaction(() => {
      const known = this.#prepare('SELECT count(*) AS n FROM attempt WHERE run = ? AND test = ?')
      const attemptsBefore = Number(known.get(run, test.id)?.['n'])
      this.#insert('test', rowOf(run, test), RUN_AGAIN)
      test.attempts.slice(attemptsBefore).forEach((attempt, index) => {
        this.#insert('attempt', {
          run,
          test: test.id,
          number: attemptsBefore + index + 1,
          status: attempt.status,
          started_at: attempt.startedAt,
          duration_ms: attempt.durationMs,
          errors: attempt.errors.length === 0 ? undefined : JSON.stringify(attempt.errors),
        })
      })
      test.evidence?.exchanges.forEach((exchange, index) => {
        this.#insert('exchange', { run, test: test.id, number: index + 1, content: JSON.stringify(exchange) })
      })
    })
  }

  /** Figures of a valid measurement: of each operation that was answered, and of all together. */
  addScenario(run: string, { name: scenario, load, status, total, operations }: ScenarioResult): void {
    if (status !== 'valid') return
    const add = (figures: LoadFigures, place: { readonly service?: string; readonly operation?: string }) => {
      const { scheduled, errors, ratePerSecond: rate } = figures
      const { mean, p50, p95, p99 } = figures.latency
      this.#insert('load_figure', {
        ...{ run, scenario, load, scheduled, errors, rate, mean, p50, p95, p99 },
        ...{ service: place.service, operation: place.operation },
      })
    }
    this.#transaction(() => {
      add(total, {})
      const answered = operations.filter(({ latency }) => latency.count > 0)
      for (const operation of answered) add(operation, operation)
    })
  }

  addCrash(run: string, crash: Crash): void {
    this.#insert('crash', { run, part: crash.part, at: crash.at, how: crash.how })
  }

  /** Judged again after an import, a run gets more gate rows; the newest judgement counts. */
  finishRun(result: RunResult): void {
    const judgedAt = Date.now()
    this.#transaction(() => {
      for (const [index, gate] of result.gates.entries()) this.#addGate(result.id, judgedAt, index, gate)
      this.#insert('run_end', {
        run: result.id,
        judged_at: judgedAt,
        duration_ms: result.durationMs,
        verdict: result.verdict,
        reasons: JSON.stringify(result.reasons),
        was_interrupted: Number(result.wasInterrupted),
      })
    })
  }

  /**
   * The newest earlier run of the main branch, with nothing uncommitted and of another commit, in
   * which every level and service ran to the end.
   */
  baselineFor(system: string, commit: string | undefined): Baseline | undefined {
    const found = this.#database
      .prepare(
        `SELECT run.id FROM run JOIN run_end ON run_end.run = run.id
         WHERE run.system = ? AND is_main = 1 AND is_dirty = 0 AND commit_hash IS NOT ?
           AND was_interrupted = 0 AND json_extract(selection, '$.services') = '[]'
           AND json_extract(selection, '$.levels') = '[]'
           AND json_extract(selection, '$.tags') = '[]' AND json_extract(selection, '$.name') IS NULL
           AND json_extract(selection, '$.changedSince') IS NULL
         ORDER BY run.started_at DESC LIMIT 1`,
      )
      .get(system, commit ?? null)
    if (found === undefined) return undefined
    const run = String(found['id'])
    const rows = this.#database.prepare(`SELECT id FROM test WHERE run = ? AND status = 'failed'`).all(run)
    return { run, failed: new Set(rows.map(({ id }) => String(id))) }
  }

  /** What earlier runs measured of a scenario with the same load in the same environment, oldest first. */
  loadHistory(scenario: string, load: string, environmentHash: string): StoredMeasurement[] {
    const rows = this.#database
      .prepare(
        `SELECT run.id AS run, commit_hash, is_main, is_dirty, service, operation, scheduled, errors, p50, p95
         FROM load_figure JOIN run ON run.id = load_figure.run
         WHERE scenario = ? AND load = ? AND environment_hash = ?
         ORDER BY run.started_at, run.id`,
      )
      .all(scenario, load, environmentHash)
    return [...Map.groupBy(rows, (row) => String(row['run']))].map(([run, figures]) =>
      measurementOf(run, figures),
    )
  }

  [Symbol.dispose](): void {
    this.#database.close()
  }

  #addGate(run: string, judgedAt: number, number: number, gate: GateVerdict): void {
    this.#insert('gate', {
      run,
      judged_at: judgedAt,
      number,
      service: gate.scope.service,
      level: gate.scope.level,
      operation: gate.scope.operation,
      scenario: gate.scope.scenario,
      measure: gate.measure,
      expected: gate.expected,
      measured: gate.measured,
      outcome: gate.outcome,
    })
  }

  #migrate(file: string): void {
    if (this.#version() > SCHEMA_VERSION) {
      const version = this.#version()
      this.#database.close()
      throw newerVersion(file, version)
    }
    if (this.#version() === SCHEMA_VERSION) return
    this.#transaction(() => {
      // Another run may have made the tables between the look and the lock.
      for (const statement of MIGRATIONS.slice(this.#version()).flat()) this.#database.exec(statement)
      this.#database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
    })
  }

  #version(): number {
    return Number(this.#database.prepare('PRAGMA user_version').get()?.['user_version'])
  }

  #insert(table: string, values: RowValues, onConflict = ''): void {
    const present = Object.entries(values).filter(
      (entry): entry is [string, string | number] => entry[1] !== undefined,
    )
    const columns = present.map(([column]) => column).join(', ')
    const places = present.map(() => '?').join(', ')
    const insert = this.#prepare(`INSERT INTO ${table} (${columns}) VALUES (${places}) ${onConflict}`)
    insert.run(...present.map(([, value]) => value))
  }

  /** Compiling a statement takes longer than running it. */
  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }
}

/** The rows of one run: one for each operation, and one for all together. */
function measurementOf(run: string, rows: readonly Record<string, SQLOutputValue>[]): StoredMeasurement {
  const [row] = rows
  const isClean = row?.['is_dirty'] === 0
  const total = rows.find(({ operation }) => operation === null)
  // Of what was never answered, older versions of Assay have stored zeros.
  const answered = rows.filter(({ operation, p95 }) => operation !== null && Number(p95) > 0)
  return {
    run,
    commit: typeof row?.['commit_hash'] === 'string' ? row['commit_hash'] : undefined,
    isClean,
    isMain: isClean && row?.['is_main'] === 1,
    errorRate: Number(total?.['errors'] ?? 0) / Math.max(1, Number(total?.['scheduled'] ?? 0)),
    operations: answered.map(({ service, operation, p50, p95 }) => ({
      service: String(service),
      operation: String(operation),
      p50: Number(p50),
      p95: Number(p95),
    })),
  }
}

type RowValues = Readonly<Record<string, string | number | undefined>>

function rowOf(run: string, test: TestResult): RowValues {
  return {
    run,
    id: test.id,
    level: test.level,
    service: test.service,
    file: test.file,
    title: titleOf(test),
    tags: JSON.stringify(test.tags),
    status: test.status,
    is_flaky: Number(isFlaky(test)),
    duration_ms: durationOf(test),
    source: test.source,
  }
}

function cannotOpen(file: string, error: unknown) {
  const text = messageOf(error)
  const isReadOnly = /readonly|unable to open|EACCES|EROFS|EPERM/i.test(text)
  return infrastructureError({
    code: isReadOnly ? 'results_not_writable' : 'results_unreadable',
    message: `The results ${isReadOnly ? 'cannot be written' : 'cannot be read'}: ${text}`,
    evidence: [`file: ${file}`],
    fix: isReadOnly
      ? 'make the folder writable; Assay keeps its results beside the definition, in .assay'
      : 'move the file away; Assay then begins a new history',
    cause: error,
  })
}

function newerVersion(file: string, version: number) {
  return configurationError({
    code: 'results_newer_version',
    message: `The results were written by a newer Assay (format ${version}, this one knows ${SCHEMA_VERSION}).`,
    evidence: [`file: ${file}`],
    fix: 'use that version of Assay, or move the file away to begin a new history',
  })
}

import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { whileUnlocked } from '../../base/while-unlocked.ts'
import { configurationError, infrastructureError, messageOf } from '../../errors/assay-error.ts'
import { MIGRATIONS, SCHEMA_VERSION } from './schema.ts'

const BUSY_TIMEOUT_MS = 10_000
/** Says of a SQLite file that it is that of a broker. */
const APPLICATION_ID = 1_095_975_506

type Value = SQLInputValue | boolean | undefined

/** Everything a broker knows: one SQLite file, or memory. */
export class BrokerDatabase implements Disposable {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  #depth = 0

  /**
   * Opens the file, making it if there is none. `:memory:` is one that is gone with the process.
   *
   * @throws AssayError `broker_newer_version` or `broker_file_unusable`.
   */
  constructor(file: string) {
    this.#database = open(file)
    try {
      this.#refuseOther(file)
      whileUnlocked(() => this.#database.exec('PRAGMA journal_mode = WAL'), BUSY_TIMEOUT_MS)
      // What was answered must be there after a power cut too: every commit reaches the disk.
      this.#database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
      this.#migrate()
      this.#refuseDamaged()
    } catch (error) {
      this.#database.close()
      throw cannotOpen(file, error)
    }
  }

  all<Row>(sql: string, ...values: readonly Value[]): Row[] {
    return this.#prepare(sql).all(...values.map(stored)) as Row[]
  }

  first<Row>(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.#prepare(sql).get(...values.map(stored)) as Row | undefined
  }

  /** How many rows were changed. */
  run(sql: string, ...values: readonly Value[]): number {
    return Number(this.#prepare(sql).run(...values.map(stored)).changes)
  }

  /** The id of the row that was added. */
  insert(sql: string, ...values: readonly Value[]): number {
    return Number(this.#prepare(sql).run(...values.map(stored)).lastInsertRowid)
  }

  /** All of it happens, or nothing. What is called within one belongs to it. */
  transaction<Result>(work: () => Result): Result {
    if (this.#depth > 0) return work()
    this.#database.exec('BEGIN IMMEDIATE')
    this.#depth += 1
    try {
      const result = work()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      // SQLite has ended it itself when, for example, the disk is full.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    } finally {
      this.#depth -= 1
    }
  }

  /** Writes all of it, as it is at this moment, into a new file. */
  backUp(file: string): void {
    mkdirSync(dirname(file), { recursive: true })
    this.#database.prepare('VACUUM INTO ?').run(file)
  }

  [Symbol.dispose](): void {
    this.#database.close()
  }

  /** Nothing is changed in a file that is not this program's. */
  #refuseOther(file: string): void {
    const version = this.#version()
    const isOther = this.#number('application_id') !== APPLICATION_ID && this.#hasTables()
    if (isOther) throw new Error('it is the file of another program')
    if (version > SCHEMA_VERSION) throw newerVersion(file, version)
  }

  /** Better no broker than one that answers from half of what it knew. */
  #refuseDamaged(): void {
    const [problem] = Object.values(this.#database.prepare('PRAGMA quick_check(1)').get() ?? {})
    if (problem !== 'ok') throw new Error(`it is damaged: ${String(problem).replaceAll(/\s+/g, ' ')}`)
  }

  #migrate(): void {
    if (this.#version() === SCHEMA_VERSION) return
    this.transaction(() => {
      // Another broker may have made the tables between the look and the lock.
      for (const statement of MIGRATIONS.slice(this.#version()).flat()) this.#database.exec(statement)
      this.#database.exec(
        `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`,
      )
    })
  }

  #version(): number {
    return this.#number('user_version')
  }

  #number(name: 'user_version' | 'application_id'): number {
    return Number(this.#database.prepare(`PRAGMA ${name}`).get()?.[name])
  }

  #hasTables(): boolean {
    return this.#database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined
  }

  /** Compiling a statement takes longer than running it. */
  #prepare(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

function open(file: string): DatabaseSync {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
    return new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  } catch (error) {
    throw cannotOpen(file, error)
  }
}

/** The time as it is stored. */
export function now(): string {
  return new Date().toISOString()
}

function stored(value: Value): SQLInputValue {
  if (typeof value === 'boolean') return Number(value)
  return value ?? null
}

function cannotOpen(file: string, error: unknown) {
  if (error instanceof Error && error.name === 'AssayError') return error
  return infrastructureError({
    code: 'broker_file_unusable',
    message: `The file of the broker cannot be used: ${messageOf(error)}`,
    evidence: [`file: ${file}`],
    fix: 'give a file in a folder that can be written; instead of one that is damaged, a backup',
    cause: error,
  })
}

function newerVersion(file: string, version: number) {
  return configurationError({
    code: 'broker_newer_version',
    message: 'The file of the broker was written by a newer Assay.',
    evidence: [`file: ${file}`, `its version: ${version}`, `the newest this Assay knows: ${SCHEMA_VERSION}`],
    fix: 'update Assay, or start with another file',
  })
}

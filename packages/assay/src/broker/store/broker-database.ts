import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
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
  #afterwards: (() => void)[] = []

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

  /** All of it happens, or nothing, and all of it sees one state. What is called within one belongs to it. */
  transaction<Result>(work: () => Result, mode: 'read' | 'write' = 'write'): Result {
    if (this.#database.isTransaction) return work()
    this.#database.exec(mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN')
    try {
      const result = work()
      this.#database.exec('COMMIT')
      for (const next of this.#afterwards) next()
      return result
    } finally {
      this.#afterwards = []
      // SQLite has ended it itself when, for example, the disk is full.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
    }
  }

  /** Does something when what is being written is there for good. */
  whenCommitted(work: () => void): void {
    if (this.#database.isTransaction) this.#afterwards.push(work)
    else work()
  }

  /**
   * Writes all of it, as it is at this moment, into a new file.
   *
   * @throws AssayError `broker_not_backed_up`; there is no file then.
   */
  backUp(file: string): void {
    try {
      makePrivate(file, 'wx')
      this.#copyInto(file)
    } catch (error) {
      throw notBackedUp(file, error)
    }
  }

  [Symbol.dispose](): void {
    this.#database.close()
  }

  #copyInto(file: string): void {
    try {
      this.#database.prepare('VACUUM INTO ?').run(file)
    } catch (error) {
      // Half a copy must not be taken for one.
      for (const rest of [file, `${file}-journal`]) rmSync(rest, { force: true })
      throw error
    }
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
    if (file !== ':memory:') makePrivate(file, 'a')
    return new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  } catch (error) {
    throw cannotOpen(file, error)
  }
}

/** Makes the file, or opens one that is there: `a`. It holds the secrets of webhooks, which no other user may read. */
function makePrivate(file: string, flags: 'a' | 'wx'): void {
  mkdirSync(dirname(file), { recursive: true })
  closeSync(openSync(file, flags, 0o600))
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

function notBackedUp(file: string, error: unknown) {
  return infrastructureError({
    code: 'broker_not_backed_up',
    message: `The file of the broker was not copied: ${messageOf(error)}`,
    evidence: [`copy: ${file}`],
    fix: 'give a new file in a folder that can be written, on a disk with enough room',
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

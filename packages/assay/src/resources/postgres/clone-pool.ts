import type { Client } from 'pg'
import { infrastructureError, messageOf } from '../../errors/assay-error.ts'

const DEFAULT_DEPTH = 4
/** Copies files instead of writing the clone through the log; PostgreSQL 15 and up can choose. */
const FILE_COPY = 'STRATEGY file_copy'
const FIRST_VERSION_WITH_STRATEGY = 150_000

export interface ClonePoolOptions {
  /** A connection to another database than the template. */
  readonly admin: Client
  readonly template: string
  /** Databases are named `<prefix>_<number>`. */
  readonly prefix: string
  /** Clones kept ready, once a second one has been asked for. Default 4. */
  readonly depth?: number
}

/**
 * Databases cloned ahead of need, so that a test which asks for a fresh one only waits for a
 * connection. A boot needs one and must not compete with spare ones for the machine, so the first
 * is made alone. Used ones are dropped before new ones are made: their memory is used again, which
 * is three times as fast as taking more.
 */
export class ClonePool {
  readonly #options: ClonePoolOptions
  readonly #create: string
  readonly #ready: string[] = []
  readonly #used: string[] = []
  readonly #waiting: { resolve: (database: string) => void; reject: (error: unknown) => void }[] = []
  #taken = 0
  #made = 0
  #filling: Promise<void> | undefined
  #isClosed = false

  private constructor(options: ClonePoolOptions, create: string) {
    this.#options = options
    this.#create = create
  }

  static async open(options: ClonePoolOptions): Promise<ClonePool> {
    const { rows } = await options.admin.query<{ version: string }>(
      `SELECT current_setting('server_version_num') version`,
    )
    const canChoose = Number(rows[0]?.version) >= FIRST_VERSION_WITH_STRATEGY
    return new ClonePool(options, canChoose ? FILE_COPY : '')
  }

  /** The name of a fresh database, at once when one is ready. */
  take(): Promise<string> {
    this.#taken += 1
    const database = this.#ready.shift()
    const taken =
      database === undefined
        ? new Promise<string>((resolve, reject) => this.#waiting.push({ resolve, reject }))
        : Promise.resolve(database)
    this.#fill()
    return taken
  }

  /** The database is no longer needed; it is dropped as soon as nobody waits for a new one. */
  giveBack(database: string): void {
    this.#used.push(database)
    this.#fill()
  }

  /** Makes and drops no more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#filling
  }

  #fill(): void {
    if (this.#isClosed) return
    this.#filling ??= this.#work().finally(() => {
      this.#filling = undefined
      if (this.#hasWork()) this.#fill()
    })
  }

  #hasWork(): boolean {
    if (this.#isClosed) return false
    return this.#waiting.length > 0 || this.#wantsMore() || this.#used.length > 0
  }

  #wantsMore(): boolean {
    return this.#taken > 1 && this.#ready.length < (this.#options.depth ?? DEFAULT_DEPTH)
  }

  async #work(): Promise<void> {
    while (this.#hasWork()) {
      if (this.#waiting.length === 0 && this.#used.length > 0) await this.#dropOne()
      else await this.#cloneOne()
    }
  }

  async #cloneOne(): Promise<void> {
    this.#made += 1
    const database = `${this.#options.prefix}_${this.#made}`
    try {
      await this.#options.admin.query(
        `CREATE DATABASE ${database} TEMPLATE ${this.#options.template} ${this.#create}`,
      )
    } catch (error) {
      this.#failAll(error)
      return
    }
    const next = this.#waiting.shift()
    if (next === undefined) this.#ready.push(database)
    else next.resolve(database)
  }

  async #dropOne(): Promise<void> {
    const database = this.#used.shift()
    try {
      await this.#options.admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
    } catch {
      // A leftover clone costs a little space until the server itself is thrown away.
    }
  }

  /** Without a server there is no point in trying again and again. */
  #failAll(cause: unknown): void {
    this.#isClosed = true
    const error = infrastructureError({
      code: 'clone_failed',
      message: `A fresh database could not be cloned from "${this.#options.template}": ${messageOf(cause)}`,
      fix: "read the resource's log",
      cause,
    })
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}

import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Random } from '../../base/random.ts'
import { messageOf } from '../../errors/assay-error.ts'
import { scenarioError } from './scenario-error.ts'

/** Which rows of a feeder belong to a thread: each row goes to one of them. */
export interface FeederTurn {
  readonly worker: number
  readonly workers: number
  readonly random: Random
}

/** Rows of data, given to virtual users one by one with `user.next(feeder)`. */
export interface Feeder<Row> {
  take(turn: FeederTurn): Row
}

export interface FeederOptions {
  /** `turn`: each row once, in order. `random`: any row each time. Default `turn`. */
  readonly order?: 'turn' | 'random'
  /** When every row was given: begin `again`, `stop` the load, or `fail`. Default `again`. */
  readonly exhausted?: 'again' | 'stop' | 'fail'
}

/** Thrown to a virtual user when a feeder has no more rows and its policy is to stop. */
export class FeederStopped extends Error {
  override readonly name = 'FeederStopped'
}

/**
 * A feeder of rows at hand.
 *
 * @throws AssayError `invalid_scenario` when there is no row.
 *
 * @example
 * const people = rows([{ email: 'ada@example.test' }, { email: 'grace@example.test' }])
 */
export function rows<Row>(all: readonly Row[], options: FeederOptions = {}): Feeder<Row> {
  const { order = 'turn', exhausted = 'again' } = options
  if (all.length === 0)
    throw scenarioError('invalid_scenario', 'A feeder has no rows.', 'give it at least one')
  let taken = 0
  return {
    take({ worker, workers, random }) {
      if (order === 'random') return all[random.integer(0, all.length - 1)]!
      const at = worker + taken * workers
      taken += 1
      if (at < all.length || exhausted === 'again') return all[at % all.length]!
      throw ranOut(all.length, exhausted)
    },
  }
}

/**
 * The rows of a CSV file; the first line names the columns, all values are text.
 *
 * @throws AssayError `invalid_scenario` when it cannot be read or has no rows.
 *
 * @example
 * const people = csv(new URL('./people.csv', import.meta.url), { exhausted: 'stop' })
 */
export function csv(file: string | URL, options?: FeederOptions): Feeder<Record<string, string>> {
  const read = (text: string): Record<string, string>[] =>
    parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true })
  return rowsOf(file, read, options)
}

/**
 * The elements of a JSON file that holds an array.
 *
 * @throws AssayError `invalid_scenario` when it cannot be read, is no array or is empty.
 *
 * @example
 * const products = json<{ id: number }>(new URL('./products.json', import.meta.url))
 */
export function json<Row>(file: string | URL, options?: FeederOptions): Feeder<Row> {
  const read = (text: string): Row[] => {
    const value: unknown = JSON.parse(text)
    if (!Array.isArray(value)) throw new TypeError('it holds no array')
    return value
  }
  return rowsOf(file, read, options)
}

/**
 * Rows made on demand. `index` is unique among all virtual users of the scenario.
 *
 * @example
 * const emails = generate((index) => `user-${index}@example.test`)
 */
export function generate<Row>(make: (index: number, random: Random) => Row): Feeder<Row> {
  let made = 0
  return {
    take({ worker, workers, random }) {
      const index = worker + made * workers
      made += 1
      return make(index, random)
    },
  }
}

function rowsOf<Row>(
  file: string | URL,
  read: (text: string) => Row[],
  options: FeederOptions | undefined,
): Feeder<Row> {
  try {
    return rows(read(readFileSync(file, 'utf8')), options)
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw scenarioError(
      'invalid_scenario',
      `The rows of ${String(file)} cannot be read: ${messageOf(error)}`,
      isMissing
        ? 'name the file from the scenario: new URL("./rows.csv", import.meta.url)'
        : 'correct the file: CSV whose first line names the columns, or a JSON array',
    )
  }
}

function ranOut(count: number, policy: 'stop' | 'fail') {
  if (policy === 'stop') return new FeederStopped(`a feeder had no more than ${count} rows`)
  return scenarioError(
    'feeder_exhausted',
    `A feeder has no more than ${count} rows, and every one was used.`,
    "give it more rows, or let it begin again: { exhausted: 'again' }",
  )
}

import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Random } from '../../base/random.ts'
import { messageOf } from '../../errors/assay-error.ts'
import { scenarioError } from './scenario-error.ts'
import { rowCounter } from './taken-rows.ts'

/** Rows of data, given to virtual users one by one with `user.next(feeder)`. */
export interface Feeder<Row> {
  take(random: Random): Row
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
  return feederOf(all, options, 'A feeder')
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
  const count = rowCounter()
  return { take: (random) => make(count(), random) }
}

function rowsOf<Row>(
  file: string | URL,
  read: (text: string) => Row[],
  options: FeederOptions = {},
): Feeder<Row> {
  let all: Row[]
  try {
    all = read(readFileSync(file, 'utf8'))
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw scenarioError(
      'invalid_scenario',
      `The rows of ${String(file)} cannot be read: ${messageOf(error)}`,
      isMissing
        ? 'name the file from the scenario: new URL("./rows.csv", import.meta.url)'
        : 'correct the file: CSV whose first line names the columns, or a JSON array',
      error,
    )
  }
  return feederOf(all, options, `The file ${String(file)}`)
}

/** `source` is what a person knows the rows by. */
function feederOf<Row>(
  all: readonly Row[],
  { order = 'turn', exhausted = 'again' }: FeederOptions,
  source: string,
): Feeder<Row> {
  if (all.length === 0)
    throw scenarioError('invalid_scenario', `${source} has no rows.`, 'give it at least one')
  if (order === 'random') return { take: (random) => all[random.integer(0, all.length - 1)]! }
  const count = rowCounter()
  return {
    take() {
      const at = count()
      if (at < all.length || exhausted === 'again') return all[at % all.length]!
      throw ranOut(`${source} has no more than ${all.length} rows, and every one was given`, exhausted)
    },
  }
}

function ranOut(message: string, policy: 'stop' | 'fail') {
  if (policy === 'stop') return new FeederStopped(message)
  return scenarioError(
    'feeder_exhausted',
    `${message}.`,
    "give it more rows, or let it begin again: { exhausted: 'again' }",
  )
}

import type { SQLInputValue } from 'node:sqlite'

type Value = SQLInputValue | undefined

/** A condition of a query and the values of its parameters; it is left out when one of them is not given. */
export type Condition = readonly [sql: string, ...values: Value[]]

/**
 * Conditions as one text, and their values. One of the kind `? IS NULL OR …` would be simpler to write, but SQLite
 * cannot choose an index by it.
 */
export function conditionsOf(conditions: readonly Condition[]) {
  const used = conditions.filter(([, ...values]) => values.every((value) => value !== undefined))
  return {
    where: ['1', ...used.map(([sql]) => sql)].join(' AND '),
    values: used.flatMap(([, ...values]) => values),
  }
}

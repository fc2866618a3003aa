import type { DataTable } from '@cucumber/cucumber'
import type { Json, JsonObject } from '../../../src/contract/model/json.ts'
import { metadataValue } from './fixtures.ts'

/** A row of a table by the names of its columns; what is empty is not there. */
export type Row = Readonly<Record<string, string>>

/** The rows below the head of a table. */
export function rowsOf(table: DataTable): readonly Row[] {
  return table.hashes().map(withoutEmpty)
}

/** The only row below the head of a table. */
export function rowOf(table: DataTable): Row {
  const [row, ...others] = rowsOf(table)
  if (row === undefined || others.length > 0) throw new Error('The table must have one row below its head.')
  return row
}

/** The rows of a table without a head, of which each has a name and a value. */
export function pairsOf(table: DataTable): Row {
  return withoutEmpty(table.rowsHash())
}

/** Refuses columns that no step understands: what they say would not be tested. */
export function refuseOthers(row: Row, known: readonly string[]): void {
  const unknown = Object.keys(row).filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`No step understands the columns ${unknown.join(', ')}.`)
}

/** `'X-A: 1', 'X-B: 2'`: names and values in their order; a name may come again. */
export function headersOf(cell: string): readonly (readonly [name: string, value: string])[] {
  const quoted = [...cell.matchAll(/'([^']*)'/g)].map(([, header = '']) => header)
  return (quoted.length > 0 ? quoted : cell.split(',')).map((header) => {
    const colon = header.indexOf(':')
    if (colon < 0) throw new Error(`"${header}" is no header: it has no colon.`)
    return [header.slice(0, colon).trim(), header.slice(colon + 1).trim()]
  })
}

/** A table of the columns `key` and `value` as the metadata of a message. */
export function metadataOf(table: DataTable): JsonObject {
  return Object.fromEntries(
    rowsOf(table).map((row) => {
      refuseOthers(row, ['key', 'value'])
      return [row['key'] ?? '', metadataValue(row['value'] ?? '')] as const
    }),
  )
}

/** A row whose cells are JSON, by the names of the columns. */
export function parametersOf(table: DataTable): JsonObject {
  return Object.fromEntries(
    Object.entries(rowOf(table)).map(([name, cell]) => [name, JSON.parse(cell) as Json] as const),
  )
}

function withoutEmpty(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''))
}

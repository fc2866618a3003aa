import type { DataTable } from '@cucumber/cucumber'
import type { JsonObject } from '../../../src/contract/model/json.ts'
import { refuseOthers, rowsOf } from './tables.ts'

/** A table of the columns `type` and `comment` as comments of an interaction: of `text` there are many. */
export function commentsOf(table: DataTable): JsonObject {
  const rows = rowsOf(table)
  const textOf = (wanted: string) =>
    rows.filter(({ type }) => type === wanted).map(({ comment = '' }) => comment)
  for (const row of rows) {
    refuseOthers(row, ['type', 'comment'])
    if (row['type'] !== 'text' && row['type'] !== 'testname')
      throw new Error(`No step knows comments of type ${row['type']}.`)
  }
  const [text, [testname]] = [textOf('text'), textOf('testname')]
  return { ...(text.length === 0 ? {} : { text }), ...(testname === undefined ? {} : { testname }) }
}

import type { LoadFigures, OperationResult } from '../../model/load-result.ts'
import { formatCount } from '../content/load-quantity.ts'
import { latencyOf, rateOf } from '../content/load-summary.ts'
import { printable } from '../content/printable.ts'
import type { Line, Page } from './line.ts'
import { alignRight, type Cell, type Column, columnWidth, GAP_WIDTH, tableLines } from './table-lines.ts'

const MAX_OPERATIONS = 30
const INDENT = 4
const LEAST_NAME_WIDTH = 16
/** Of a narrow page, so much is for names. */
const NAME_SHARE = 0.4

/** A column of figures. The lower its rank, the sooner a narrow page has room for it. */
interface FigureColumn {
  readonly head: string
  readonly rank: number
  readonly write: (figures: LoadFigures) => string
}

const COLUMNS: readonly FigureColumn[] = [
  { head: 'count', rank: 4, write: ({ scheduled }) => formatCount(scheduled) },
  { head: 'rate/s', rank: 5, write: rateOf },
  { head: 'mean', rank: 7, write: ({ latency }) => latencyOf(latency, 'mean') },
  { head: 'p50', rank: 2, write: ({ latency }) => latencyOf(latency, 'p50') },
  { head: 'p90', rank: 8, write: ({ latency }) => latencyOf(latency, 'p90') },
  { head: 'p95', rank: 0, write: ({ latency }) => latencyOf(latency, 'p95') },
  { head: 'p99', rank: 3, write: ({ latency }) => latencyOf(latency, 'p99') },
  { head: 'p99.9', rank: 9, write: ({ latency }) => latencyOf(latency, 'p999') },
  { head: 'max', rank: 6, write: ({ latency }) => latencyOf(latency, 'max') },
  { head: 'naive p99', rank: 10, write: ({ naiveLatency }) => latencyOf(naiveLatency, 'p99') },
  { head: 'errors', rank: 1, write: ({ errors }) => formatCount(errors) },
]

/** The operations of a scenario as a table, with as many columns as the page has room for. */
export function operationLines(operations: readonly OperationResult[], { columns: pageWidth }: Page): Line[] {
  if (operations.length === 0) return []
  const shown = operations.slice(0, MAX_OPERATIONS)
  const left = operations.length - shown.length
  const figures = COLUMNS.map((column) => ({ ...column, cells: figureCells(column, shown) }))
  const names = shown.map(({ service, operation }) =>
    printable(`${service} ${operation}`).replace(/\s+/g, ' '),
  )
  const nameWidth = Math.max(
    LEAST_NAME_WIDTH,
    Math.min(Math.max(...names.map(({ length }) => length)), Math.floor(pageWidth * NAME_SHARE)),
  )
  let roomLeft = pageWidth - INDENT - nameWidth
  const chosen = new Set<FigureColumn>()
  for (const column of figures.toSorted((one, other) => one.rank - other.rank)) {
    roomLeft -= GAP_WIDTH + columnWidth(column.cells)
    if (roomLeft < 0) break
    chosen.add(column)
  }
  const table = [
    nameCells(names, nameWidth),
    ...figures.filter((column) => chosen.has(column)).map(({ cells }) => cells),
  ]
  return [
    ...tableLines(table, INDENT),
    ...(left > 0 ? [{ text: `and ${left} more operations left out here`, indent: INDENT }] : []),
  ]
}

function figureCells({ head, write }: FigureColumn, operations: readonly OperationResult[]): Column {
  const cells = operations.map((operation): Cell => {
    const isBad = head === 'errors' && operation.errors > 0
    return [{ text: write(operation), ...(isBad ? { style: 'red' } : {}) }]
  })
  return alignRight([[{ text: head, style: 'dim' }], ...cells])
}

/** A name that is too long loses its beginning: operations differ at their end. */
function nameCells(names: readonly string[], width: number): Column {
  const cut = (name: string) => (name.length <= width ? name : `…${name.slice(1 - width)}`)
  return [[{ text: 'operation', style: 'dim' }], ...names.map((name): Cell => [{ text: cut(name) }])]
}

import type { Line, Span } from './line.ts'

/** What stands in one place of a table. */
export type Cell = readonly Span[]
/** A column of a table: its head, then a cell for each row. */
export type Column = readonly Cell[]

const GAP = '   '
/** What stands between two columns. */
export const GAP_WIDTH = GAP.length

/** The lines of a table, its columns beside each other. */
export function tableLines(columns: readonly Column[], indent = 0): Line[] {
  const widths = columns.map(columnWidth)
  return (columns[0] ?? []).map((_, row) => {
    const spans = columns.flatMap((column, index): Span[] => {
      const cell = column[row] ?? []
      const padding = ' '.repeat(widths[index]! - cellWidth(cell))
      return [{ text: index === 0 ? ' '.repeat(indent) : GAP }, ...cell, { text: padding }]
    })
    return { spans }
  })
}

/** The same column with its cells at the right, as numbers stand. */
export function alignRight(column: Column): Column {
  const width = columnWidth(column)
  return column.map((cell) => [{ text: ' '.repeat(width - cellWidth(cell)) }, ...cell])
}

/** How wide the widest cell is. */
export function columnWidth(column: Column): number {
  return column.reduce((widest, cell) => Math.max(widest, cellWidth(cell)), 0)
}

function cellWidth(cell: Cell): number {
  return cell.reduce((width, { text }) => width + text.length, 0)
}

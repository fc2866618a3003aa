import { formatDuration } from '../../base/duration.ts'
import type { RunResult } from '../../model/run-result.ts'
import { type Grid, gridOf } from '../content/grid.ts'
import type { TestCounts } from '../content/test-counts.ts'
import { BLANK, type Line, type Page, type Span } from './line.ts'
import { type Cell, type Column, columnWidth, GAP_WIDTH, tableLines } from './table-lines.ts'

const NOT_RUN: Cell = [{ text: '–', style: 'dim' }]

/** The table of services and levels. Levels that do not fit beside each other get a table below. */
export function gridLines(result: RunResult, { columns }: Page): Line[] {
  const grid = gridOf(result)
  if (grid.levels.length === 0) return []
  const names = namesColumn(grid)
  const tables = fitTables(names, valueColumns(grid), columns)
  return [...tables.flatMap((table) => [BLANK, ...tableLines([names, ...table])]), ...legend(result)]
}

function namesColumn({ services }: Grid): Column {
  const names = services.map((name): Cell => [{ text: name }])
  return [
    [{ text: '' }],
    ...names,
    [{ text: 'all', style: 'bold' }],
    [{ text: 'slowest test', style: 'dim' }],
  ]
}

function valueColumns(grid: Grid): Column[] {
  const levels = grid.levels.map((level): Column => {
    const all = grid.ofLevel(level)
    return [
      [{ text: level, style: 'bold' }],
      ...grid.services.map((service) => countsCell(grid.cell(service, level))),
      countsCell(all),
      all === undefined ? NOT_RUN : [{ text: formatDuration(all.slowestMs), style: 'dim' }],
    ]
  })
  if (grid.levels.length === 1) return levels
  const rows = grid.services.map((service) => countsCell(grid.ofService(service)))
  const slowest: Cell = [{ text: formatDuration(grid.all.slowestMs), style: 'dim' }]
  return [...levels, [[{ text: 'all', style: 'bold' }], ...rows, countsCell(grid.all), slowest]]
}

function countsCell(counts: TestCounts | undefined): Cell {
  if (counts === undefined) return NOT_RUN
  const { passed, failed, skipped, totalMs } = counts
  const spans: Span[] = []
  if (passed > 0) spans.push({ text: `${passed} ✓`, style: 'green' })
  if (failed > 0) spans.push({ text: `${failed} ✗`, style: 'bold red' })
  if (skipped > 0) spans.push({ text: `${skipped} ○`, style: 'yellow' })
  if (passed + failed > 0) spans.push({ text: formatDuration(totalMs), style: 'dim' })
  return spans.flatMap((span, index) => (index === 0 ? [span] : [{ text: ' ' }, span]))
}

/** Splits the columns into tables no wider than the page; a table has at least one. */
function fitTables(names: Column, columns: readonly Column[], width: number): Column[][] {
  const tables: Column[][] = []
  let used = Number.POSITIVE_INFINITY
  for (const column of columns) {
    const needed = GAP_WIDTH + columnWidth(column)
    if (used + needed > width) {
      tables.push([])
      used = columnWidth(names)
    }
    tables.at(-1)?.push(column)
    used += needed
  }
  return tables
}

function legend({ tests }: RunResult): Line[] {
  const hasSkipped = tests.some(({ status }) => status === 'skipped')
  const words = ['– not run', ...(hasSkipped ? ['○ skipped'] : []), "times: the tests' own, summed"]
  return [{ text: words.join(' · '), style: 'dim' }]
}

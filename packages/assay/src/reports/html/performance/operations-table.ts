import type { ScenarioResult } from '../../../model/load-result.ts'
import { html, type Markup } from '../markup.ts'
import { type FiguresTable, figuresTable } from './figures-table.ts'

const TABLE: FiguresTable = {
  label: 'Operations',
  latencies: [
    ['Mean', 'mean'],
    ['Median', 'p50'],
    ['Min', 'min'],
    ['Max', 'max'],
    ['p90', 'p90'],
    ['p95', 'p95'],
    ['p99', 'p99'],
    ['p99.9', 'p999'],
  ],
  hasNaive: true,
  hasRate: true,
  most: 60,
}

/** Every operation with all of its figures. */
export function operationsTable({ operations, total }: ScenarioResult): Markup | false {
  if (operations.length === 0) return false
  return html`<h4>Operations</h4>${figuresTable(operations, TABLE, operations.length > 1 ? total : undefined)}`
}

import type { LoadFigures, OperationResult } from '../../../model/load-result.ts'
import { formatCount } from '../../content/load-quantity.ts'
import { errorKindWords, type LatencyFigure, latencyOf, rateOf } from '../../content/load-summary.ts'
import { clip } from '../../content/printable.ts'
import { html, type Markup } from '../markup.ts'

const MAX_NAME_CHARACTERS = 160
const NAIVE = 'from when a request was really sent: what a tool shows that forgets how long requests waited'

/** What a table of operations shows, and how many of them. */
export interface FiguresTable {
  /** For people who cannot see the heading above it. */
  readonly label: string
  /** The latencies that have a column, each with its heading. */
  readonly latencies: readonly (readonly [heading: string, figure: LatencyFigure])[]
  /** Whether the 99th percentile from when requests were sent stands beside the others. */
  readonly hasNaive: boolean
  /** Whether the operations took time, so that they have a rate. */
  readonly hasRate: boolean
  readonly most: number
}

/** Operations with their figures, and a row of all of them where that is given. */
export function figuresTable(
  operations: readonly OperationResult[],
  table: FiguresTable,
  total?: LoadFigures,
): Markup {
  const left = operations.length - table.most
  const naive = html`<th scope="col" class="naive"><abbr title="${NAIVE}">naive p99</abbr></th>`
  const headings = ['Count', 'Rate', ...table.latencies.map(([heading]) => heading)]
  return html`<div class="scroll" role="region" aria-label="${table.label}" tabindex="0"><table class="figures-table">
<thead><tr><th scope="col">Operation</th>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}${table.hasNaive && naive}<th scope="col" class="words">Errors</th></tr></thead>
<tbody>${operations.slice(0, table.most).map((operation) => figuresRow(nameOf(operation), operation, table))}</tbody>${
    total !== undefined && html`<tfoot>${figuresRow('all', total, table)}</tfoot>`
  }</table></div>${left > 0 && html`<p>and ${left} more operations left out here.</p>`}`
}

function figuresRow(
  name: Markup | string,
  figures: LoadFigures,
  { latencies, hasNaive, hasRate }: FiguresTable,
): Markup {
  const { latency, naiveLatency, scheduled, errors } = figures
  return html`<tr><th scope="row">${name}</th><td>${formatCount(scheduled)}</td><td>${hasRate ? rateOf(figures) : '–'}</td>${latencies.map(
    ([, figure]) => html`<td>${latencyOf(latency, figure)}</td>`,
  )}${hasNaive && html`<td class="naive">${latencyOf(naiveLatency, 'p99')}</td>`}<td class="words${errors > 0 && ' bad'}">${
    errors === 0 ? '0' : errorKindWords(figures)
  }</td></tr>
`
}

function nameOf({ service, operation }: OperationResult): Markup {
  return html`<small>${clip(service, MAX_NAME_CHARACTERS)}</small> ${clip(operation, MAX_NAME_CHARACTERS)}`
}

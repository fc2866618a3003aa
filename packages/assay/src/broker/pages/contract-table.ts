import { html, type Markup } from '../../reports/html/markup.ts'
import type { Urls } from '../hal/urls.ts'
import type { MatrixRow } from '../store/matrix-rows.ts'
import type { FactsOf } from '../store/version-facts.ts'
import { stateMarkup, stateOf } from './result-state.ts'
import { timeMarkup, versionMarkup } from './version-markup.ts'

/** What a line says: a pact, and what a version of its provider made of it. */
export type ContractRow = Pick<
  MatrixRow,
  | 'consumer'
  | 'consumerVersion'
  | 'consumerNumber'
  | 'provider'
  | 'providerVersion'
  | 'providerNumber'
  | 'success'
  | 'publishedAt'
  | 'verifiedAt'
>

interface TableOptions {
  readonly factsOf: FactsOf
  /** Whether there is more to see of each contract than its line says. */
  readonly isLeadingToResults: boolean
}

export function contractTable(urls: Urls, rows: readonly ContractRow[], options: TableOptions): Markup {
  return html`<section><table>
<thead><tr><th>Result</th><th>Consumer</th><th>Provider</th><th>Published</th><th>Verified</th><th></th></tr></thead>
<tbody>${rows.map((row) => rowMarkup(urls, row, options))}</tbody>
</table></section>`
}

function rowMarkup(urls: Urls, row: ContractRow, { factsOf, isLeadingToResults }: TableOptions): Markup {
  const { consumer, consumerNumber: number, provider, providerNumber, providerVersion, verifiedAt } = row
  const isVerified = providerNumber !== null && providerVersion !== null
  return html`<tr>
<td>${stateMarkup(stateOf(row))}</td>
<td><span class="name">${consumer}</span>${versionMarkup(number, factsOf(row.consumerVersion))}</td>
<td data-label="needs"><span class="name">${provider}</span>${isVerified && versionMarkup(providerNumber, factsOf(providerVersion))}</td>
<td data-label="published">${timeMarkup(row.publishedAt)}</td>
${verifiedAt === null ? html`<td></td>` : html`<td data-label="verified">${timeMarkup(verifiedAt)}</td>`}
<td>${isLeadingToResults && html`<a href="${urls.matrix(row)}">all results</a> `}<a href="${urls.pact({ consumer, provider, number })}">pact</a></td>
</tr>
`
}

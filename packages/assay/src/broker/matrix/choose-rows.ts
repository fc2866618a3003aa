import type { MatrixRow } from '../store/matrix-rows.ts'
import type { MatrixAnswer } from './find-matrix.ts'
import type { LatestBy, MatrixQuery } from './matrix-query.ts'
import type { ResolvedSelector } from './resolved-selector.ts'

/** What a question says of the rows that it wants. */
export interface Choice {
  readonly query: MatrixQuery
  readonly selectors: readonly ResolvedSelector[]
  readonly ignored: readonly ResolvedSelector[]
}

/** Of the rows that were found, those that the question is about. */
export function chooseRows(
  found: readonly MatrixRow[],
  { query, selectors, ignored }: Choice,
): Pick<MatrixAnswer, 'rows' | 'ignoredRows'> {
  const relevant = withMissingResults(withoutUnverifiedConsumers(found, selectors), selectors)
  const { considered = [], left = [] } = Object.groupBy(latestRows(relevant, query.latestBy), (row) =>
    ignored.some((selector) => concerns(selector, row)) ? 'left' : 'considered',
  )
  return { rows: considered, ignoredRows: left }
}

/**
 * Asked about a provider alone and with no place to compare it with, only what it has verified is
 * told: the other pacts are not about this version.
 */
function withoutUnverifiedConsumers(
  rows: readonly MatrixRow[],
  selectors: readonly ResolvedSelector[],
): readonly MatrixRow[] {
  if (selectors.some(({ isSpecified, versions }) => !isSpecified && versions !== undefined)) return rows
  return rows.filter(({ consumer, verification }) => verification !== null || isNamed(selectors, consumer))
}

/**
 * Several versions of a provider may be in one environment. Each that has no result for a pact gets a
 * row of its own: what was never verified is not covered by what another version has made of it.
 */
function withMissingResults(
  rows: readonly MatrixRow[],
  selectors: readonly ResolvedSelector[],
): readonly MatrixRow[] {
  const several = selectors.filter(
    ({ selector, versions = [] }) => selector.environment !== undefined && versions.length > 1,
  )
  if (several.length === 0) return rows
  const versionsOf = new Map(several.map(({ selector, versions = [] }) => [selector.pacticipant, versions]))
  const missing = [...Map.groupBy(rows, ({ pact }) => pact).values()].flatMap((ofPact) => {
    const [row] = ofPact
    if (row === undefined || row.verification === null) return []
    const known = new Set(ofPact.map(({ providerVersion }) => providerVersion))
    const others = versionsOf.get(row.provider)?.filter(({ id }) => !known.has(id)) ?? []
    return others.map(({ id, number }) => ({
      ...row,
      ...{ providerVersion: id, providerNumber: number, verification: null, success: null, verifiedAt: null },
    }))
  })
  return [...rows, ...missing]
}

function latestRows(rows: readonly MatrixRow[], latestBy: LatestBy | undefined): readonly MatrixRow[] {
  if (latestBy === undefined) return rows
  const keyOf = ({ consumer, consumerVersion, provider, providerVersion }: MatrixRow) =>
    JSON.stringify(
      {
        cvpv: [consumerVersion, provider, providerVersion],
        cvp: [consumerVersion, provider],
        cp: [consumer, provider],
      }[latestBy],
    )
  // Rows come newest first.
  return [...Map.groupBy(rows, keyOf).values()].map((group) => group[0]!)
}

function concerns({ selector, versions }: ResolvedSelector, row: MatrixRow): boolean {
  const isOf = (name: string, version: number | null) =>
    name === selector.pacticipant && (versions === undefined || versions.some(({ id }) => id === version))
  return isOf(row.consumer, row.consumerVersion) || isOf(row.provider, row.providerVersion)
}

function isNamed(selectors: readonly ResolvedSelector[], name: string): boolean {
  return selectors.some(({ isSpecified, selector }) => isSpecified && selector.pacticipant === name)
}

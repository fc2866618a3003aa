import type { MatrixRow } from '../../contract/sources/fetch-matrix.ts'

/** Pairs of versions for machines: what is not known is `null`, and not left out. */
export function matrixJson(rows: readonly MatrixRow[]): readonly object[] {
  return rows.map(({ consumer, consumerVersion, provider, providerVersion, ...result }) => ({
    ...{ consumer, consumerVersion: consumerVersion ?? null },
    ...{ provider, providerVersion: providerVersion ?? null },
    isVerified: result.isVerified ?? null,
    resultUrl: result.resultUrl ?? null,
    isIgnored: result.isIgnored,
  }))
}

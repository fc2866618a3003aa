import type { BrokerDatabase } from '../store/broker-database.ts'
import type { MatrixRow } from '../store/matrix-rows.ts'
import { type FactsOf, factsOf } from '../store/version-facts.ts'
import { findMatrix, type MatrixAnswer } from './find-matrix.ts'
import { judgeMatrix, type MatrixVerdict } from './judge-matrix.ts'
import type { MatrixQuery } from './matrix-query.ts'

/** An answer of the matrix with its verdict, and what is known of the versions in it. */
export interface MatrixView extends MatrixAnswer {
  readonly verdict: MatrixVerdict
  readonly factsOf: FactsOf
}

/** Answers a question, judges the answer and looks up what is shown of it. */
export function askMatrix(database: BrokerDatabase, query: MatrixQuery): MatrixView {
  const answer = findMatrix(database, query)
  const verdict = judgeMatrix(answer, query)
  const rows = shownRows(answer.rows, query)
  const ignoredRows = shownRows(answer.ignoredRows, query)
  const shown = [...rows, ...ignoredRows]
  const versions = new Set(
    shown.flatMap(({ consumerVersion, providerVersion }) => [consumerVersion, providerVersion]),
  )
  const known = [...versions].filter((version) => version !== null)
  return { ...answer, rows, ignoredRows, verdict, factsOf: factsOf(database, known) }
}

/** What a filter and the limit leave to be seen; everything was judged. */
function shownRows(
  rows: readonly MatrixRow[],
  { success: wanted, limit }: MatrixQuery,
): readonly MatrixRow[] {
  const isWanted = ({ success }: MatrixRow) =>
    wanted?.includes(success === null ? null : success === 1) ?? true
  return rows.filter(isWanted).slice(0, limit)
}

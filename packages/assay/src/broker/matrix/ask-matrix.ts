import type { MatrixView } from '../hal/matrix-hal.ts'
import type { BrokerDatabase } from '../store/broker-database.ts'
import { factsOf } from '../store/version-facts.ts'
import { findMatrix } from './find-matrix.ts'
import { judgeMatrix } from './judge-matrix.ts'
import type { MatrixQuery } from './matrix-query.ts'

/** Answers a question, judges the answer and looks up what is shown of it. */
export function askMatrix(database: BrokerDatabase, query: MatrixQuery): MatrixView {
  const answer = findMatrix(database, query)
  const verdict = judgeMatrix(answer, query)
  const rows = answer.rows.slice(0, query.limit)
  const shown = [...rows, ...answer.ignoredRows]
  const versions = new Set(
    shown.flatMap(({ consumerVersion, providerVersion }) => [consumerVersion, providerVersion]),
  )
  const known = [...versions].filter((version) => version !== null)
  return { ...answer, rows, verdict, factsOf: factsOf(database, known) }
}

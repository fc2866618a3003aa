import { refuse } from '../http/refusal.ts'
import type { BrokerDatabase } from '../store/broker-database.ts'
import { environmentNamed } from '../store/environments.ts'
import { integrationsOf } from '../store/integrations.ts'
import { chosenVersions, type MatrixRow, matrixRows } from '../store/matrix-rows.ts'
import { findPacticipant } from '../store/pacticipants.ts'
import { chooseRows } from './choose-rows.ts'
import { isInferring, type MatrixQuery, type MatrixSelector, type MatrixTarget } from './matrix-query.ts'
import { type ResolvedSelector, resolveSelector } from './resolved-selector.ts'

/** What the matrix has to say to a question. */
export interface MatrixAnswer {
  readonly rows: readonly MatrixRow[]
  readonly ignoredRows: readonly MatrixRow[]
  /** One row of each contract that the versions need and that the question leaves out altogether. */
  readonly hiddenRows: readonly MatrixRow[]
  readonly selectors: readonly ResolvedSelector[]
  readonly ignored: readonly ResolvedSelector[]
}

const ANY: Omit<MatrixSelector, 'pacticipant'> = { isLatest: false, isMainBranch: false }

/**
 * Finds the rows of a question: the pacts of the versions that are named, and of those they meet in
 * the environment, tag or branch that is asked for, with their results.
 */
export function findMatrix(database: BrokerDatabase, query: MatrixQuery): MatrixAnswer {
  const specified = query.selectors.map((selector) => resolveSpecified(database, selector))
  const ignored = query.ignored.map((selector) => resolveIgnored(database, selector))
  const { environment } = query.target
  if (environment !== undefined && environmentNamed(database, environment) === undefined) {
    throw refuse(400, `There is no environment ${environment}.`)
  }
  const isAlone = new Set(specified.map(({ pacticipant }) => pacticipant)).size === 1
  const isFindingOthers = isInferring(query.target) || isAlone
  const others = isFindingOthers ? resolveOthers(database, specified, query.target) : []
  const selectors = [...specified, ...others]
  const found = matrixRows(database, {
    versions: selectors.flatMap(({ versions = [] }) => versions.map(({ id }) => id)),
    anyVersionOf: selectors.flatMap(({ pacticipant, versions }) =>
      versions === undefined ? [pacticipant] : [],
    ),
    pacticipants: selectors.map(({ pacticipant }) => pacticipant),
    specified: specified.map(({ pacticipant }) => pacticipant),
    isEveryResult: query.latestBy === undefined,
  })
  return { ...chooseRows(found, { query, selectors, ignored }), selectors, ignored }
}

function resolveSpecified(database: BrokerDatabase, selector: MatrixSelector): ResolvedSelector {
  const pacticipant = findPacticipant(database, selector.pacticipant)
  if (pacticipant === undefined) throw refuse(400, `There is no pacticipant ${selector.pacticipant}.`)
  return resolveSelector(database, selector, { ...pacticipant, isSpecified: true })
}

/** An application that does not exist has no versions. */
function resolveIgnored(database: BrokerDatabase, selector: MatrixSelector): ResolvedSelector {
  const pacticipant = findPacticipant(database, selector.pacticipant)
  if (pacticipant === undefined) return { selector, pacticipant: -1, isSpecified: false, versions: [] }
  return resolveSelector(database, selector, { ...pacticipant, isSpecified: false })
}

/** The applications that have a contract with one that is named. */
function resolveOthers(
  database: BrokerDatabase,
  specified: readonly ResolvedSelector[],
  { tag, environment, isMainBranch, isLatest }: MatrixTarget,
): ResolvedSelector[] {
  const named = new Set(specified.map(({ pacticipant }) => pacticipant))
  const asConsumer = specified.flatMap(({ pacticipant, versions }) =>
    (versions ?? chosenVersions(database, { pacticipant, isLatest: false })).map(({ id }) => id),
  )
  const names = new Map(
    integrationsOf(database, { asConsumer, asProvider: [...named] }).flatMap(
      ({ consumer, consumerId, provider, providerId }) => [
        [consumerId, consumer] as const,
        [providerId, provider] as const,
      ],
    ),
  )
  return [...names]
    .filter(([id]) => !named.has(id))
    .map(([, name]) => {
      const selector = { ...ANY, pacticipant: name, tag, environment, isMainBranch, isLatest }
      return resolveSelector(database, selector, { ...findPacticipant(database, name)!, isSpecified: false })
    })
}

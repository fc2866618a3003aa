import { refuse } from '../http/refusal.ts'
import type { BrokerDatabase } from '../store/broker-database.ts'
import { environmentNamed } from '../store/environments.ts'
import { integrationsOf } from '../store/integrations.ts'
import { type MatrixRow, matrixRows } from '../store/matrix-rows.ts'
import { findPacticipant } from '../store/pacticipants.ts'
import { chooseRows } from './choose-rows.ts'
import { isInferring, type MatrixQuery, type MatrixSelector, type MatrixTarget } from './matrix-query.ts'
import { type ResolvedSelector, resolveSelectors } from './resolved-selector.ts'

/** What the matrix has to say to a question. */
export interface MatrixAnswer {
  readonly rows: readonly MatrixRow[]
  readonly ignoredRows: readonly MatrixRow[]
  readonly selectors: readonly ResolvedSelector[]
  readonly ignored: readonly ResolvedSelector[]
}

/**
 * Finds the rows of a question: the pacts of the versions that are named, and of those they meet in
 * the environment, tag or branch that is asked for, with their results.
 */
export function findMatrix(database: BrokerDatabase, query: MatrixQuery): MatrixAnswer {
  const specified = query.selectors.flatMap((selector) => resolveSpecified(database, selector))
  const ignored = query.ignored.flatMap((selector) => resolveIgnored(database, selector))
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

function resolveSpecified(database: BrokerDatabase, selector: MatrixSelector): ResolvedSelector[] {
  const { pacticipant: name } = selector
  const pacticipant = findPacticipant(database, name)
  if (pacticipant === undefined) throw refuse(400, `There is no pacticipant ${name}.`)
  return resolveSelectors(database, selector, { names: new Map([[pacticipant.id, name]]), isSpecified: true })
}

/** An application that does not exist has no versions. */
function resolveIgnored(database: BrokerDatabase, selector: MatrixSelector): ResolvedSelector[] {
  const { pacticipant: name } = selector
  const pacticipant = findPacticipant(database, name)
  if (pacticipant === undefined) return [{ selector, pacticipant: -1, isSpecified: false, versions: [] }]
  return resolveSelectors(database, selector, {
    names: new Map([[pacticipant.id, name]]),
    isSpecified: false,
  })
}

/** The applications that have a contract with one that is named. */
function resolveOthers(
  database: BrokerDatabase,
  specified: readonly ResolvedSelector[],
  target: MatrixTarget,
): ResolvedSelector[] {
  const named = new Set(specified.map(({ pacticipant }) => pacticipant))
  const near = integrationsOf(database, {
    versions: specified.flatMap(({ versions = [] }) => versions.map(({ id }) => id)),
    consumers: specified
      .filter(({ versions }) => versions === undefined)
      .map(({ pacticipant }) => pacticipant),
    providers: [...named],
  })
  const parties = near.flatMap(({ consumer, consumerId, provider, providerId }) => [
    [consumerId, consumer] as const,
    [providerId, provider] as const,
  ])
  const names = new Map(parties.filter(([id]) => !named.has(id)))
  return resolveSelectors(database, target, { names, isSpecified: false })
}

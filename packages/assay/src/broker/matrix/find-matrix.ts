import { refuse } from '../http/refusal.ts'
import type { BrokerDatabase } from '../store/broker-database.ts'
import { environmentNamed } from '../store/environments.ts'
import { chosenVersions, integrationsOf, type MatrixRow, matrixRows } from '../store/matrix-rows.ts'
import { findPacticipant } from '../store/pacticipants.ts'
import {
  isInferring,
  type LatestBy,
  type MatrixQuery,
  type MatrixSelector,
  type MatrixTarget,
} from './matrix-query.ts'
import { type ResolvedSelector, resolveSelector } from './resolved-selector.ts'

/** What the matrix has to say to a question. */
export interface MatrixAnswer {
  readonly rows: readonly MatrixRow[]
  readonly ignoredRows: readonly MatrixRow[]
  readonly selectors: readonly ResolvedSelector[]
}

const ANY: Omit<MatrixSelector, 'pacticipant'> = { isLatest: false, isMainBranch: false }

/**
 * Finds the rows of a question: the pacts of the versions that are named, and of those they meet in
 * the environment, tag or branch that is asked for, with their results.
 */
export function findMatrix(database: BrokerDatabase, query: MatrixQuery): MatrixAnswer {
  const specified = query.selectors.map((selector) => resolveSpecified(database, selector))
  const { environment } = query.target
  if (environment !== undefined && environmentNamed(database, environment) === undefined) {
    throw refuse(400, `Environment with name '${environment}' does not exist`)
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
  })
  const rows = latestRows(withoutUnverifiedConsumers(found, specified, others), query.latestBy)
  const shown = rows.filter((row) => query.success?.includes(toBoolean(row.success)) ?? true)
  const { considered = [], ignored = [] } = Object.groupBy(shown, (row) =>
    query.ignored.some((selector) => concerns(selector, row)) ? 'ignored' : 'considered',
  )
  return { rows: considered, ignoredRows: ignored, selectors }
}

function resolveSpecified(database: BrokerDatabase, selector: MatrixSelector): ResolvedSelector {
  const pacticipant = findPacticipant(database, selector.pacticipant)
  if (pacticipant === undefined) throw refuse(400, `Pacticipant ${selector.pacticipant} not found`)
  return resolveSelector(database, selector, { ...pacticipant, isSpecified: true })
}

/** The applications that have a contract with one that is named. */
function resolveOthers(
  database: BrokerDatabase,
  specified: readonly ResolvedSelector[],
  target: MatrixTarget,
): ResolvedSelector[] {
  const named = new Set(specified.map(({ pacticipant }) => pacticipant))
  const asProvider = [...named]
  const asConsumer = specified.flatMap(({ pacticipant, versions }) =>
    (versions ?? chosenVersions(database, { pacticipant, isLatest: false })).map(({ id }) => id),
  )
  const names = new Map(
    integrationsOf(database, { asConsumer, asProvider }).flatMap(
      ({ consumer, consumerId, provider, providerId }) => [
        [consumerId, consumer] as const,
        [providerId, provider] as const,
      ],
    ),
  )
  return [...names]
    .filter(([id]) => !named.has(id))
    .map(([, name]) => {
      const { tag, environment, isMainBranch } = target
      const isLatest = (target.isLatest && environment === undefined && !isMainBranch) || tag !== undefined
      const selector = { ...ANY, pacticipant: name, tag, environment, isMainBranch, isLatest }
      return resolveSelector(database, selector, { ...findPacticipant(database, name)!, isSpecified: false })
    })
}

/**
 * Asked about a provider alone and with no place to compare it with, only what it has verified is
 * told: the other pacts are not about this version.
 */
function withoutUnverifiedConsumers(
  rows: readonly MatrixRow[],
  specified: readonly ResolvedSelector[],
  others: readonly ResolvedSelector[],
): readonly MatrixRow[] {
  if (others.some(({ versions }) => versions !== undefined)) return rows
  const names = new Set(specified.map(({ selector }) => selector.pacticipant))
  return rows.filter(({ consumer, verification }) => names.has(consumer) || verification !== null)
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

function concerns({ pacticipant, version }: MatrixSelector, row: MatrixRow): boolean {
  const isOf = (name: string, number: string | null) =>
    name === pacticipant && (version === undefined || version === number)
  return isOf(row.consumer, row.consumerNumber) || isOf(row.provider, row.providerNumber)
}

function toBoolean(success: number | null): boolean | null {
  return success === null ? null : success === 1
}

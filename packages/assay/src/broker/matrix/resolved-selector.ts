import type { BrokerDatabase } from '../store/broker-database.ts'
import { chosenVersions } from '../store/chosen-versions.ts'
import { type MatrixSelector, meansAnyVersion } from './matrix-query.ts'

/** A selector and what it means today. */
export interface ResolvedSelector {
  readonly selector: MatrixSelector
  readonly pacticipant: number
  /** Whether the question names it; the others follow from those. */
  readonly isSpecified: boolean
  /** Absent when any version is meant. */
  readonly versions?: readonly { readonly id: number; readonly number: string }[]
}

/** The same for each of many applications: what is meant by a selector but for its name. */
export function resolveSelectors(
  database: BrokerDatabase,
  selector: Omit<MatrixSelector, 'pacticipant'>,
  { names, isSpecified }: { readonly names: ReadonlyMap<number, string>; readonly isSpecified: boolean },
): ResolvedSelector[] {
  const named = [...names].map(([id, pacticipant]) => ({
    selector: { ...selector, pacticipant },
    ...{ pacticipant: id, isSpecified },
  }))
  if (meansAnyVersion(selector)) return named
  const versions = chosenVersions(database, {
    ...{ ...selector, number: selector.version, pacticipants: [...names.keys()] },
    isLatest: selector.isLatest || selector.isMainBranch,
  })
  return named.map((one) => ({ ...one, versions: versions.get(one.pacticipant) ?? [] }))
}

/** In words, with the number of the version when there is one. */
export function describeSelector({ selector, versions }: ResolvedSelector, number: string | null): string {
  const { pacticipant } = selector
  if (versions === undefined) {
    return number === null ? `any version of ${pacticipant}` : `version ${number} of ${pacticipant}`
  }
  const what = describeChoice(selector, number !== null && versions.length > 1)
  if (versions.length > 0 && selector.version !== undefined) return what
  if (number !== null) return `${what} (${number})`
  return versions.length === 0 ? `${what} (there is none)` : `${what} (${numbersOf(versions)})`
}

/** Why a selector that means something has found nothing. */
export function describeAbsence({ selector }: ResolvedSelector): string {
  const { pacticipant, version, environment } = selector
  if (version !== undefined)
    return `Nothing is known of version ${version} of ${pacticipant}: it has published no pact and no result`
  if (environment !== undefined) return `No version of ${pacticipant} is in ${environment}`
  return `There is no such version: ${describeChoice(selector, false)}`
}

function describeChoice(selector: MatrixSelector, isOneOfMany: boolean): string {
  const { pacticipant, version, tag, branch, environment, isLatest, isMainBranch } = selector
  const one = isOneOfMany ? 'one of the versions' : 'the version'
  const which = isLatest ? 'the latest version' : one
  if (version !== undefined) return `version ${version} of ${pacticipant}`
  if (environment !== undefined) return `${which} of ${pacticipant} currently in ${environment}`
  if (isMainBranch) return `the latest version of ${pacticipant} from its main branch`
  if (branch !== undefined) return `${which} of ${pacticipant} from branch ${branch}`
  if (tag !== undefined) return `${which} of ${pacticipant} with tag ${tag}`
  return `${which} of ${pacticipant}`
}

function numbersOf(versions: readonly { readonly number: string }[]): string {
  const shown = versions.slice(0, 3).map(({ number }) => number)
  return versions.length > 3 ? `${shown.join(', ')} and ${versions.length - 3} more` : shown.join(', ')
}

import type { VersionView } from '../hal/version-hal.ts'
import { versionHal } from '../hal/version-hal.ts'
import type { Call } from '../http/call.ts'
import { present } from '../http/refusal.ts'
import { listEnvironments } from '../store/environments.ts'
import { listPacts } from '../store/pacts.ts'
import { factsOf } from '../store/version-facts.ts'
import { findVersion, type Version } from '../store/versions.ts'

type Source = Pick<Call, 'database' | 'urls'>

/** A version as a resource, with everything a client may do with it as links. */
export function shownVersion({ database, urls }: Source, version: Version): object {
  return versionHal(urls, viewOf({ database }, version))
}

/** The version of an address. */
export function foundVersion({ database }: Pick<Call, 'database'>, name: string, number: string): Version {
  return present(findVersion(database, name, number), `version ${number} of ${name}`)
}

/** Numbers of a query, within bounds: of a page of a long list. */
export function pageOf(query: URLSearchParams): { readonly offset: number; readonly limit: number } {
  const wholeNumber = (names: readonly string[], most: number, otherwise: number) => {
    const value = Number(names.map((name) => query.get(name)).find((text) => text !== null) ?? Number.NaN)
    return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : otherwise
  }
  // The second names are those of older clients.
  const limit = wholeNumber(['pageSize', 'size'], 1_000, 100)
  return { limit, offset: (wholeNumber(['pageNumber', 'page'], 1_000_000, 1) - 1) * limit }
}

function viewOf({ database }: Pick<Call, 'database'>, version: Version): VersionView {
  return {
    version,
    facts: factsOf(database, [version.id])(version.id),
    pacts: listPacts(database, { consumer: version.name, number: version.number }),
    environments: listEnvironments(database),
  }
}

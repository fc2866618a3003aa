import { versionHal } from '../hal/version-hal.ts'
import type { Call } from '../http/call.ts'
import { present } from '../http/refusal.ts'
import { listEnvironments } from '../store/environments.ts'
import { listPacts } from '../store/pacts.ts'
import { factsOf } from '../store/version-facts.ts'
import { findVersion, type Version } from '../store/versions.ts'

type Source = Pick<Call, 'database' | 'urls'>

/** A version as a resource, with everything a client may do with it as links. */
export function shownVersion(source: Source, version: Version): object {
  return shownVersions(source, [version])[0]!
}

/** Many, with as few queries as for one. */
export function shownVersions({ database, urls }: Source, versions: readonly Version[]): object[] {
  const ids = versions.map(({ id }) => id)
  const facts = factsOf(database, ids)
  const pacts = Map.groupBy(listPacts(database, { versions: ids }), ({ version }) => version)
  const environments = listEnvironments(database)
  return versions.map((version) =>
    versionHal(urls, { version, environments, facts: facts(version.id), pacts: pacts.get(version.id) ?? [] }),
  )
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

import { addToBranch } from './branches.ts'
import type { BrokerDatabase } from './broker-database.ts'
import { environmentNamed } from './environments.ts'
import { findPacticipant, guessMainBranch } from './pacticipants.ts'
import { recordDeployment } from './placements.ts'
import { addTag } from './tags.ts'
import { factsOf } from './version-facts.ts'
import type { Version } from './versions.ts'

/** A tag that comes later says something else of the version: where it was deployed, for example. */
const FIRST_TAG_MS = 10_000

/**
 * Tags a version. Teams that began before there were branches and environments say by tags what those
 * say today: the first tag of a new version is its branch unless it has one, and a tag with the name
 * of an environment says that the version is deployed there. Whether it had the tag not before.
 */
export function tagVersion(database: BrokerDatabase, version: Version, name: string): boolean {
  const { branches, tags } = factsOf(database, [version.id])(version.id)
  const isNew = Date.now() - Date.parse(version.createdAt) < FIRST_TAG_MS
  if (isNew && branches.length === 0 && tags.length === 0) addToBranch(database, version, name)
  const pacticipant = findPacticipant(database, version.name)
  if (pacticipant !== undefined) guessMainBranch(database, pacticipant, name)
  const environment = environmentNamed(database, name)
  if (environment !== undefined) recordDeployment(database, { version, environment }, null)
  return addTag(database, version, name)
}

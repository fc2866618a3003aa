import type { BrokerDatabase } from './broker-database.ts'
import { conditionsOf } from './conditions.ts'

/** How versions of applications are chosen. */
export interface VersionChoice {
  /** The ids of the applications. */
  readonly pacticipants: readonly number[]
  readonly number?: string | undefined
  readonly tag?: string | undefined
  readonly branch?: string | undefined
  /** The name of one that they are in now. */
  readonly environment?: string | undefined
  readonly isMainBranch?: boolean
  /** Only the newest of each application. */
  readonly isLatest?: boolean
}

export interface ChosenVersion {
  readonly id: number
  readonly number: string
  readonly pacticipant: number
}

const OF_APPLICATIONS = 'pacticipant IN (SELECT value FROM json_each(?))'
const ON_BRANCHES = `version.id IN (SELECT branch_version.version FROM branch
  JOIN branch_version ON branch_version.branch = branch.id
  JOIN pacticipant ON pacticipant.id = branch.pacticipant WHERE branch.${OF_APPLICATIONS}`

/** The versions of many applications that a choice means, by application, newest first. */
export function chosenVersions(
  database: BrokerDatabase,
  choice: VersionChoice,
): ReadonlyMap<number, readonly ChosenVersion[]> {
  const { where, values } = versionConditions(choice)
  // SQLite takes the other columns from the row that has the maximum.
  const found = database.all<ChosenVersion>(
    choice.isLatest === true
      ? `SELECT max(id) AS id, number, pacticipant FROM version WHERE ${where} GROUP BY pacticipant`
      : `SELECT id, number, pacticipant FROM version WHERE ${where} ORDER BY id DESC`,
    ...values,
  )
  return Map.groupBy(found, ({ pacticipant }) => pacticipant)
}

/** SQL about the table `version`. */
export function versionConditions({
  pacticipants,
  number,
  tag,
  branch,
  environment,
  isMainBranch,
}: VersionChoice) {
  const ids = JSON.stringify(pacticipants)
  return conditionsOf([
    [`version.${OF_APPLICATIONS}`, ids],
    ['version.number = ?', number],
    [`version.id IN (SELECT version FROM tag WHERE ${OF_APPLICATIONS} AND name = ?)`, ids, tag],
    [`${ON_BRANCHES} AND branch.name = ?)`, ids, branch],
    [`${ON_BRANCHES} AND branch.name = main_branch)`, isMainBranch === true ? ids : undefined],
    [
      `version.id IN (SELECT placement.version FROM placement
         JOIN environment ON environment.id = placement.environment
         WHERE is_current = 1 AND environment.name = ?)`,
      environment,
    ],
  ])
}

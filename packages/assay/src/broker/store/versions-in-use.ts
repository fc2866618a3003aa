import type { BrokerDatabase } from './broker-database.ts'

/** A version that is in use: the newest of the main branch, or one that is in an environment. */
export interface VersionInUse {
  readonly id: number
  readonly number: string
  readonly branch: string | null
  /** Where it is in use: `deployed in production`. */
  readonly description: string
}

/** The versions of an application that are in use, once for each use. */
export function versionsInUse(database: BrokerDatabase, pacticipant: number): VersionInUse[] {
  return database.all(
    `SELECT * FROM (SELECT version.id, version.number, branch.name AS branch,
         'latest version from the main branch' AS description
       FROM pacticipant JOIN branch ON branch.pacticipant = pacticipant.id AND branch.name = main_branch
         JOIN branch_version ON branch_version.branch = branch.id
         JOIN version ON version.id = branch_version.version
       WHERE pacticipant.id = ?1 ORDER BY version.id DESC LIMIT 1)
     UNION ALL
     SELECT version.id, version.number, (SELECT branch.name FROM branch_version
         JOIN branch ON branch.id = branch_version.branch WHERE branch_version.version = version.id
         ORDER BY branch_version.created_at DESC LIMIT 1) AS branch,
       placement.kind || ' in ' || environment.name AS description
     FROM placement JOIN version ON version.id = placement.version
       JOIN environment ON environment.id = placement.environment
     WHERE is_current = 1 AND version.pacticipant = ?1`,
    pacticipant,
  )
}

/** The numbers of the versions that are deployed anywhere, oldest first. */
export function deployedNumbers(database: BrokerDatabase, pacticipant: number): string[] {
  const rows = database.all<{ number: string }>(
    `SELECT DISTINCT number FROM placement JOIN version ON version.id = placement.version
     WHERE is_current = 1 AND kind = 'deployed' AND pacticipant = ? ORDER BY version.id`,
    pacticipant,
  )
  return rows.map(({ number }) => number)
}

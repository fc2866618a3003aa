import { type BrokerDatabase, now } from './broker-database.ts'

/** An application that takes part in contracts, as consumer, provider or both. */
export interface Pacticipant {
  readonly id: number
  readonly name: string
  readonly displayName: string | null
  readonly mainBranch: string | null
  readonly repositoryUrl: string | null
  readonly repositoryName: string | null
  readonly repositoryNamespace: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** What can be changed of one; `undefined` leaves it as it is. */
export type PacticipantChange = Partial<
  Record<
    'displayName' | 'mainBranch' | 'repositoryUrl' | 'repositoryName' | 'repositoryNamespace',
    string | null | undefined
  >
>

const COLUMNS = `pacticipant.id, pacticipant.name, display_name AS displayName, main_branch AS mainBranch,
  repository_url AS repositoryUrl, repository_name AS repositoryName,
  repository_namespace AS repositoryNamespace, pacticipant.created_at AS createdAt,
  pacticipant.updated_at AS updatedAt`

export function findPacticipant(database: BrokerDatabase, name: string): Pacticipant | undefined {
  return database.first(`SELECT ${COLUMNS} FROM pacticipant WHERE name = ?`, name)
}

/** The one of that name, which is made when there is none. */
export function ensurePacticipant(database: BrokerDatabase, name: string): Pacticipant {
  const existing = findPacticipant(database, name)
  if (existing !== undefined) return existing
  const at = now()
  database.run(
    `INSERT INTO pacticipant (name, created_at, updated_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
    ...[name, at, at],
  )
  return findPacticipant(database, name)!
}

export function listPacticipants(database: BrokerDatabase, label?: string): Pacticipant[] {
  if (label === undefined) return database.all(`SELECT ${COLUMNS} FROM pacticipant ORDER BY name`)
  return database.all(
    `SELECT ${COLUMNS} FROM pacticipant JOIN label ON label.pacticipant = pacticipant.id
     WHERE label.name = ? ORDER BY pacticipant.name`,
    label,
  )
}

export function changePacticipant(database: BrokerDatabase, id: number, change: PacticipantChange): void {
  const fields = [
    ['display_name', change.displayName],
    ['main_branch', change.mainBranch],
    ['repository_url', change.repositoryUrl],
    ['repository_name', change.repositoryName],
    ['repository_namespace', change.repositoryNamespace],
  ] as const
  for (const [column, value] of fields) {
    if (value === undefined) continue
    database.run(`UPDATE pacticipant SET ${column} = ?, updated_at = ? WHERE id = ?`, value, now(), id)
  }
}

/** An application learns its main branch from the first version of a usual one, so that nobody has to set it. */
export function guessMainBranch(
  database: BrokerDatabase,
  { id, mainBranch }: Pacticipant,
  branch: string,
): void {
  if (mainBranch !== null || !['main', 'master', 'develop', 'trunk'].includes(branch)) return
  database.run('UPDATE pacticipant SET main_branch = ? WHERE id = ? AND main_branch IS NULL', branch, id)
}

export function removePacticipant(database: BrokerDatabase, id: number): void {
  database.run('DELETE FROM pacticipant WHERE id = ?', id)
}

/** Their labels, by id. */
export function labelsOf(database: BrokerDatabase, ids: readonly number[]): ReadonlyMap<number, string[]> {
  const rows = database.all<{ pacticipant: number; name: string }>(
    'SELECT pacticipant, name FROM label WHERE pacticipant IN (SELECT value FROM json_each(?)) ORDER BY name',
    JSON.stringify(ids),
  )
  const labels = new Map<number, string[]>()
  for (const { pacticipant, name } of rows)
    labels.set(pacticipant, [...(labels.get(pacticipant) ?? []), name])
  return labels
}

export function listLabels(database: BrokerDatabase): string[] {
  return database
    .all<{ name: string }>('SELECT DISTINCT name FROM label ORDER BY name')
    .map(({ name }) => name)
}

export function addLabel(database: BrokerDatabase, pacticipant: number, name: string): void {
  database.run('INSERT INTO label VALUES (?, ?, ?) ON CONFLICT DO NOTHING', pacticipant, name, now())
}

/** Whether it was there. */
export function removeLabel(database: BrokerDatabase, pacticipant: number, name: string): boolean {
  return database.run('DELETE FROM label WHERE pacticipant = ? AND name = ?', pacticipant, name) > 0
}

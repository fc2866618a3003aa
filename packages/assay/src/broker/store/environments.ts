import { randomUUID } from 'node:crypto'
import { type BrokerDatabase, now } from './broker-database.ts'

/** Where versions run: `test`, `production`. */
export interface Environment {
  readonly id: number
  readonly uuid: string
  readonly name: string
  readonly displayName: string
  readonly production: number
  /** JSON: a list of whom to ask. */
  readonly contacts: string
  readonly createdAt: string
  readonly updatedAt: string
}

/** What a client says of an environment. */
export interface EnvironmentInput {
  readonly name: string
  readonly displayName?: string | null | undefined
  readonly production?: boolean | undefined
  readonly contacts?: readonly unknown[] | null | undefined
}

const COLUMNS = `id, uuid, name, display_name AS displayName, production, contacts,
  created_at AS createdAt, updated_at AS updatedAt`

export function listEnvironments(database: BrokerDatabase): Environment[] {
  return database.all(`SELECT ${COLUMNS} FROM environment ORDER BY display_name`)
}

export function findEnvironment(database: BrokerDatabase, uuid: string): Environment | undefined {
  return database.first(`SELECT ${COLUMNS} FROM environment WHERE uuid = ?`, uuid)
}

export function environmentNamed(database: BrokerDatabase, name: string): Environment | undefined {
  return database.first(`SELECT ${COLUMNS} FROM environment WHERE name = ?`, name)
}

export function environmentWithId(database: BrokerDatabase, id: number): Environment {
  return database.first<Environment>(`SELECT ${COLUMNS} FROM environment WHERE id = ?`, id)!
}

export function addEnvironment(database: BrokerDatabase, input: EnvironmentInput): Environment {
  const uuid = randomUUID()
  database.run(
    `INSERT INTO environment (uuid, name, display_name, production, contacts, created_at, updated_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)`,
    ...[uuid, ...valuesOf(input), now()],
  )
  return findEnvironment(database, uuid)!
}

export function changeEnvironment(database: BrokerDatabase, uuid: string, input: EnvironmentInput): void {
  database.run(
    `UPDATE environment SET name = ?2, display_name = ?3, production = ?4, contacts = ?5, updated_at = ?6
     WHERE uuid = ?1`,
    ...[uuid, ...valuesOf(input), now()],
  )
}

export function removeEnvironment(database: BrokerDatabase, uuid: string): void {
  database.run('DELETE FROM environment WHERE uuid = ?', uuid)
}

function valuesOf({ name, displayName, production, contacts }: EnvironmentInput) {
  return [name, displayName ?? titleOf(name), production ?? false, JSON.stringify(contacts ?? [])] as const
}

/** `my-test` is shown as `My Test`. */
function titleOf(name: string): string {
  return name.replaceAll(/[-_]+/g, ' ').replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())
}

import { type BrokerDatabase, now } from './broker-database.ts'
import type { Version } from './versions.ts'

/** A name that somebody gave a version. */
export interface Tag {
  readonly name: string
  readonly createdAt: string
}

export function findTag(database: BrokerDatabase, version: number, name: string): Tag | undefined {
  return database.first(
    'SELECT name, created_at AS createdAt FROM tag WHERE version = ? AND name = ?',
    ...[version, name],
  )
}

/** Whether it was not there before. */
export function addTag(database: BrokerDatabase, { id, pacticipant }: Version, name: string): boolean {
  const added = database.run(
    'INSERT INTO tag (version, pacticipant, name, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ...[id, pacticipant, name, now()],
  )
  return added > 0
}

/** Whether it was there. */
export function removeTag(database: BrokerDatabase, version: number, name: string): boolean {
  return database.run('DELETE FROM tag WHERE version = ? AND name = ?', version, name) > 0
}

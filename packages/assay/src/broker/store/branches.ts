import { type BrokerDatabase, now } from './broker-database.ts'
import { findPacticipant, guessMainBranch } from './pacticipants.ts'
import type { Version } from './versions.ts'

/** A line of development of one application. */
export interface Branch {
  readonly id: number
  readonly name: string
  readonly createdAt: string
}

export function listBranches(database: BrokerDatabase, pacticipant: number, part = ''): Branch[] {
  return database.all(
    `SELECT id, name, created_at AS createdAt FROM branch
     WHERE pacticipant = ? AND instr(name, ?) > 0 ORDER BY id DESC`,
    ...[pacticipant, part],
  )
}

export function findBranch(database: BrokerDatabase, pacticipant: number, name: string): Branch | undefined {
  return database.first(
    'SELECT id, name, created_at AS createdAt FROM branch WHERE pacticipant = ? AND name = ?',
    ...[pacticipant, name],
  )
}

/** Puts a version on a branch, which is made when there is none. Whether it was not there before. */
export function addToBranch(database: BrokerDatabase, version: Version, name: string): boolean {
  database.run(
    'INSERT INTO branch (pacticipant, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ...[version.pacticipant, name, now()],
  )
  const { id } = findBranch(database, version.pacticipant, name)!
  const pacticipant = findPacticipant(database, version.name)
  if (pacticipant !== undefined) guessMainBranch(database, pacticipant, name)
  const added = database.run(
    'INSERT INTO branch_version VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    ...[id, version.id, now()],
  )
  return added > 0
}

/** Whether it was there. Its versions stay. */
export function removeBranch(database: BrokerDatabase, pacticipant: number, name: string): boolean {
  return database.run('DELETE FROM branch WHERE pacticipant = ? AND name = ?', pacticipant, name) > 0
}

/** Whether the version was on it. */
export function removeFromBranch(database: BrokerDatabase, version: Version, name: string): boolean {
  const removed = database.run(
    `DELETE FROM branch_version WHERE version = ?
     AND branch = (SELECT id FROM branch WHERE pacticipant = ? AND name = ?)`,
    ...[version.id, version.pacticipant, name],
  )
  return removed > 0
}

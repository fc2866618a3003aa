import { violatesUnique } from '@shop/service-kit/database-errors'
import type { Change } from '@shop/service-kit/outbox'
import { type Kysely, sql } from 'kysely'
import { emailTaken } from './problems.ts'
import type { Tables, UserRow } from './tables.ts'
import type { NewUser, UserChanges, UserQuery } from './user.ts'

type Database = Kysely<Tables>

/** Stores a user and asks for the welcome mail. Throws EMAIL_ALREADY_REGISTERED. */
export async function insertUser(
  { email, name, age, tier, passwordHash }: Omit<NewUser, 'password'> & { passwordHash: string },
  { transaction, emit }: Change<Tables>,
): Promise<UserRow> {
  const row = await transaction
    .insertInto('users')
    .values({ email, name, age: age ?? null, tier, password_hash: passwordHash })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((error) => refuseTaken(error, email))
  await emit({ type: 'user.registered', aggregateId: row.id, data: { userId: row.id, email, name } })
  return row
}

/** Changes a user; undefined when there is none. Throws EMAIL_ALREADY_REGISTERED. */
export function updateUser(
  database: Database,
  id: string,
  changes: UserChanges,
): Promise<UserRow | undefined> {
  return database
    .updateTable('users')
    .set(changes)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
    .catch((error) => refuseTaken(error, changes.email))
}

/** False when there is no such user. */
export async function deleteUser(database: Database, id: string): Promise<boolean> {
  const { numDeletedRows } = await database.deleteFrom('users').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** One user, if registered. */
export function findUser(database: Database, id: string): Promise<UserRow | undefined> {
  return database.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The user with this e-mail, in whatever case it is written. */
export function findUserByEmail(database: Database, email: string): Promise<UserRow | undefined> {
  const matching = database
    .selectFrom('users')
    .selectAll()
    .where(sql`lower(email)`, '=', sql`lower(${email})`)
  return matching.executeTakeFirst()
}

/** The users a query asks for, newest first, and how many match in all. */
export async function listUsers(database: Database, { active, limit, offset }: UserQuery) {
  let matching = database.selectFrom('users')
  if (active) matching = matching.where('active', '=', active === 'true')
  const [rows, { total }] = await Promise.all([
    matching.selectAll().orderBy('created_at', 'desc').orderBy('id').limit(limit).offset(offset).execute(),
    matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
  ])
  return { rows, total }
}

function refuseTaken(error: unknown, email: string | undefined): never {
  if (violatesUnique(error, 'users_email')) throw emailTaken(`The e-mail ${email} is already registered.`)
  throw error
}

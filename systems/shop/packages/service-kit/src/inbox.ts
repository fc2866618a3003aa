import { type QueryExecutorProvider, sql } from 'kysely'
import type { Handle, Message } from './consumer.ts'
import type { Change, Outbox } from './outbox.ts'

/**
 * Handles a message by a change to the database. The message is remembered in the same transaction,
 * so a redelivered one has no second effect.
 */
export function applyOnce<Tables, Body>(
  outbox: Outbox<Tables>,
  apply: (body: Body, change: Change<Tables>, message: Message) => Promise<void>,
): Handle<Body> {
  return (body, message) =>
    outbox.transact(async (change) => {
      if (await remember(change.transaction, message)) await apply(body, change, message)
    })
}

/**
 * Handles a message by an effect outside the database, which no transaction can cover:
 * the message is remembered after the effect, so a crash in between repeats it rather than losing it.
 */
export function performOnce<Body>(database: QueryExecutorProvider, perform: Handle<Body>): Handle<Body> {
  return async (body, message) => {
    const { queue, messageId } = message
    const known = sql`select 1 from inbox where queue = ${queue} and message_id = ${messageId}`
    if ((await known.execute(database)).rows.length > 0) return
    await perform(body, message)
    await remember(database, message)
  }
}

async function remember(database: QueryExecutorProvider, { queue, messageId }: Message): Promise<boolean> {
  const insert = sql`insert into inbox (queue, message_id) values (${queue}, ${messageId}) on conflict do nothing`
  const { numAffectedRows } = await insert.execute(database)
  return numAffectedRows === 1n
}

import { type Kysely, sql, type Transaction } from 'kysely'
import { outgoingHeaders } from './request-context.ts'

/** Something that happened, as other services are told. */
export interface Event {
  readonly type: string
  /** Whose event it is; the events of one aggregate are published in the order they were emitted. */
  readonly aggregateId: string
  readonly data: object
}

/** Stores an event in the transaction it is bound to. */
export type Emit = (event: Event) => Promise<void>

/** A change to the database in progress. */
export interface Change<Tables> {
  readonly transaction: Transaction<Tables>
  readonly emit: Emit
}

/** Runs changes whose events are published if, and only if, the change is committed. */
export interface Outbox<Tables> {
  transact<Result>(work: (change: Change<Tables>) => Promise<Result>): Promise<Result>
}

/** Makes the outbox of a database; `onCommit` is called after each change, to publish its events at once. */
export function createOutbox<Tables>(database: Kysely<Tables>, onCommit: () => void): Outbox<Tables> {
  return {
    async transact(work) {
      const result = await database
        .transaction()
        .execute((transaction) => work({ transaction, emit: (event) => store(transaction, event) }))
      onCommit()
      return result
    },
  }
}

async function store<Tables>(transaction: Transaction<Tables>, event: Event): Promise<void> {
  const data = JSON.stringify(event.data)
  const headers = JSON.stringify(outgoingHeaders())
  await sql`
    insert into outbox (type, aggregate_id, data, headers)
    values (${event.type}, ${event.aggregateId}, ${data}, ${headers})
  `.execute(transaction)
}

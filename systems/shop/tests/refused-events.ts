import type { PostgresHandle } from 'assay/test'

/**
 * Makes the outbox refuse events whose data contains `text`, as a full disk would. What a service
 * did in the same transaction must then be undone. Ends with the scope it is used in.
 */
export async function refuseEvents(database: PostgresHandle, text: string): Promise<AsyncDisposable> {
  const name = `refuse_${crypto.randomUUID().replaceAll('-', '')}`
  await database.query(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF NEW.data::text LIKE '%${text}%' THEN RAISE EXCEPTION 'the outbox is full'; END IF;
       RETURN NEW;
     END $$`,
  )
  await database.query(
    `CREATE TRIGGER ${name} BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  )
  return {
    [Symbol.asyncDispose]: async () => void (await database.query(`DROP FUNCTION ${name} CASCADE`)),
  }
}

import { eventually, type PostgresHandle, type ServiceClient } from 'assay/test'

/** Resolves when a service no longer accepts connections. */
export async function refusesConnections(service: ServiceClient): Promise<void> {
  await eventually(() =>
    service.get('/health').then(
      () => false,
      () => true,
    ),
  )
}

/**
 * Cuts a service off from its database: its connections are ended and new ones refused. Ends with
 * the scope it is used in. A connection the test itself has to the database is ended too.
 */
export async function cutOff(database: PostgresHandle): Promise<AsyncDisposable> {
  // Who is connected to a database cannot close it, so this is done from another one on its server.
  const elsewhere = await database.fresh()
  await elsewhere.query(`ALTER DATABASE ${database.database} WITH ALLOW_CONNECTIONS false`)
  await elsewhere.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
    database.database,
  ])
  return {
    async [Symbol.asyncDispose]() {
      await elsewhere.query(`ALTER DATABASE ${database.database} WITH ALLOW_CONNECTIONS true`)
    },
  }
}

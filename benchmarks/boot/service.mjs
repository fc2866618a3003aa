// A service as small as one can be that has a database.
import { createServer } from 'node:http'
import pg from 'pg'

const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
client.on('error', () => undefined)
await client.connect()
await client.query('SELECT 1')
createServer((_request, response) => response.end('ok')).listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))

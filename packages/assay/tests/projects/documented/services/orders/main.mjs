import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { serve } from '../serve.mjs'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const discount = 1 - Number(process.env.DISCOUNT_PERCENT ?? 0) / 100

serve(async (method, path, body, headers) => {
  if (method === 'GET') {
    const { rows } = await pool.query('SELECT * FROM orders WHERE id = $1', [path.split('/')[2]])
    return rows.length === 0 ? [404, {}] : [200, rows[0]]
  }
  const { productId, quantity } = body
  const product = await fetch(`${process.env.PRODUCTS_URL}/products/${productId}`, {
    headers: { 'x-request-id': headers['x-request-id'] },
  })
  const total = (await product.json()).price * quantity * discount
  const { rows } = await pool.query(
    `INSERT INTO orders (product_id, quantity, total, status) VALUES ($1, $2, $3, 'pending') RETURNING *`,
    [productId, quantity, total],
  )
  void confirmLater(rows[0].id)
  return [201, rows[0]]
})

async function confirmLater(id) {
  await setTimeout(20)
  await pool.query(`UPDATE orders SET status = 'confirmed' WHERE id = $1`, [id])
}

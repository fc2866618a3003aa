import { createServer } from 'node:http'
import pg from 'pg'

// Which misbehaviour is tried is chosen by the test that runs this project.
const odd = process.env.ODD ?? 'none'
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
pool.on('error', () => {})

const misbehaviours = {
  crashes: () => process.exit(3),
  hangs: () => undefined,
  closes: ({ socket }) => socket.destroy(),
  gibberish: ({ socket }) => socket.end('what do you want?\r\n\r\n'),
}

const server = createServer(async (request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body), () => {
      if (odd === 'dies-afterwards') process.exit(3)
    })
  }
  if (request.url === '/health') {
    response.writeHead(odd === 'never-ready' ? 503 : 200).end()
    return
  }
  console.log(JSON.stringify({ requestId: request.headers['x-request-id'], msg: `asked for ${request.url}` }))
  if (odd in misbehaviours) return misbehaviours[odd](request)
  const [, , id, part] = request.url.split('/')
  const { rows } = await pool.query('SELECT id, name FROM products WHERE id = $1', [id])
  if (rows.length === 0) return answer(404, { error: 'no such product' })
  if (part === 'stock') {
    const stock = await fetch(`${process.env.INVENTORY_URL}/stock/${id}`)
    return answer(200, { inStock: (await stock.json()).count })
  }
  const [{ name }] = rows
  answer(200, odd === 'renamed' ? { id: Number(id), title: name } : { id: Number(id), name })
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))

import { createServer } from 'node:http'

// Which misbehaviour is tried is chosen by the test that runs this project.
const odd = process.env.ODD ?? 'none'
const json = { 'content-type': 'application/json' }

createServer((request, response) => {
  if (request.url === '/health') return response.writeHead(200).end()
  if (odd === 'drifts') {
    // The consumer does not mind; the document does.
    response.writeHead(200, { ...json, 'x-stock': 'many' })
    return response.end(JSON.stringify({ id: 7, name: 'Lamp', price: 'free', supplier: null }))
  }
  response.writeHead(200, { ...json, 'x-stock': '9' })
  response.end(
    JSON.stringify({
      id: 7,
      name: 'Lamp',
      price: 12.5,
      origin: 'Oslo',
      supplier: { id: 1, parent: { id: 2 } },
    }),
  )
}).listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))

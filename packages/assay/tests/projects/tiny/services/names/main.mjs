import { createServer } from 'node:http'

const names = { 1: 'Ada', 2: 'Grace' }

const server = createServer((request, response) => {
  const [, , id] = request.url.split('/')
  const name = names[id]
  const isHealth = request.url === '/health'
  const status = isHealth || name !== undefined ? 200 : 404
  console.log(
    JSON.stringify({ requestId: request.headers['x-request-id'], msg: `${request.method} ${request.url}` }),
  )
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify(isHealth ? { status: 'healthy' } : status === 200 ? { id, name } : { error: 'unknown' }),
  )
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => server.close(() => process.exit(0)))

import { createServer } from 'node:http'
import { greet } from './greet.mjs'

const server = createServer(async (request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  if (request.url === '/health') return answer(200, { status: 'healthy' })
  if (request.url === '/crash') process.exit(7)
  const requestId = request.headers['x-request-id']
  console.log(JSON.stringify({ requestId, msg: `greeting for ${request.url}` }))
  try {
    const found = await fetch(`${process.env.NAMES_URL}/names${request.url.replace('/greetings', '')}`, {
      headers: { 'x-request-id': requestId ?? 'none' },
    })
    if (!found.ok) return answer(404, { error: 'nobody of that name' })
    const { name } = await found.json()
    answer(200, { greeting: greet(name) })
  } catch (error) {
    console.log(JSON.stringify({ requestId, level: 50, msg: `names is gone: ${error.message}` }))
    answer(503, { error: 'names is gone' })
  }
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => server.close(() => process.exit(0)))

import { createServer } from 'node:http'
import { noticeOf } from './notice.mjs'

const server = createServer((request, response) => {
  if (request.url === '/health') return response.end()
  const isKnown = request.headers.authorization === 'Bearer of today'
  response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' })
  response.end(JSON.stringify(isKnown ? [noticeOf(1)] : { error: 'who are you?' }))
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))

import { createServer } from 'node:http'
import { setFlagsFromString } from 'node:v8'

setFlagsFromString('--max-old-space-size=32')
const kept = []
createServer((request, response) => {
  response.end('ok')
  if (request.url === '/health') return
  for (;;) kept.push(new Array(10_000).fill(kept.length))
}).listen(Number(process.env.PORT), '127.0.0.1')

import { createServer } from 'node:http'

const kept = []
createServer((request, response) => {
  while (request.url !== '/health') kept.push(new Array(10_000).fill(kept.length))
  response.end('ok')
}).listen(Number(process.env.PORT), '127.0.0.1')

import { createServer } from 'node:http'

createServer((request, response) => {
  if (request.url !== '/health') {
    console.error('out of luck')
    process.exit(3)
  }
  response.end('ok')
}).listen(Number(process.env.PORT), '127.0.0.1')

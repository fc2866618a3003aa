import { createServer } from 'node:http'

console.log('waiting for a database that does not exist')
createServer((_request, response) => {
  response.statusCode = 503
  response.end('not yet')
}).listen(Number(process.env.PORT), '127.0.0.1')

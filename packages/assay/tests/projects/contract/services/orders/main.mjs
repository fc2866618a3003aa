import { createServer } from 'node:http'

const server = createServer((_request, response) => response.end('{}'))
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))

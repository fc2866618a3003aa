import { createServer } from 'node:http'

process.on('SIGTERM', () => console.log('not now'))
process.on('SIGINT', () => console.log('not now'))
createServer((_request, response) => response.end('ok')).listen(Number(process.env.PORT), '127.0.0.1')

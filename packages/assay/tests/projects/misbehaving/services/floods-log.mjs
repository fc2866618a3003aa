import { createServer } from 'node:http'

createServer((_request, response) => response.end('ok')).listen(Number(process.env.PORT), '127.0.0.1')
const line = `${'x'.repeat(1_000)}\n`
setInterval(() => process.stdout.write(line.repeat(1_000)), 5)

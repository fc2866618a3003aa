import { spawn } from 'node:child_process'
import { createServer } from 'node:http'

spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }).unref()
createServer((_request, response) => response.end('ok')).listen(Number(process.env.PORT), '127.0.0.1')

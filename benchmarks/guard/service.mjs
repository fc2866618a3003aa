import { spawn } from 'node:child_process'
import { createServer } from 'node:http'

// As classic daemons do: in a session of its own, so that no signal to the group reaches it.
if (process.env.DAEMON === 'yes') spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }).unref()
createServer((_request, response) => response.end('ok')).listen(Number(process.env.PORT), '127.0.0.1')

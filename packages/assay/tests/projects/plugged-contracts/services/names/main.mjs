import { createServer } from 'node:net'

// A line of pairs is answered with another one.
createServer((socket) => {
  socket.on('error', () => {})
  socket.once('data', () => socket.end(process.env.ODD === 'renames' ? 'title=Lamp' : 'name=Lamp'))
}).listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => process.exit(0))

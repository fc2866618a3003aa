import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { STATE_PATH } from './user-pact.ts'

// A tiny provider: it answers what the pact asks for, and counts what it was asked.
let users = 0
let states = 0
const server = createServer((request, response) => {
  request.resume()
  response.setHeader('content-type', 'application/json')
  if (request.url === STATE_PATH) {
    states += 1
    response.end('{}')
    return
  }
  users += 1
  const id = Number(request.url?.split('/').at(-1))
  response.end(JSON.stringify({ id, name: 'Bob', email: 'bob@example.test', roles: ['user', 'admin'] }))
})
process.on('message', () => process.send?.({ users, states }))
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))

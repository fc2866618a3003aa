import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { poll } from '../base/poll.ts'
import { startNodeProgram } from './fixtures/node-program.ts'
import { countConnections } from './tcp-connections.ts'

test.for(['127.0.0.1', '::1'])('counts the established connections of each group on %s', async (host) => {
  await using server = createServer((socket) => void socket.resume().on('error', () => undefined))
  await once(server.listen(0, host), 'listening')
  const { port } = server.address() as AddressInfo
  const connecting = `
    const net = require('node:net')
    onMessage((count) => Promise.all(Array.from({ length: count }, () => new Promise((resolve) => {
      const socket = net.connect(${port}, '${host}', () => resolve(1))
    }))).then(() => 0))`
  await using many = await startNodeProgram(connecting)
  await using few = await startNodeProgram(connecting)
  await using none = await startNodeProgram(
    'require("node:net").createServer().listen(0, () => onMessage(() => 0))',
  )
  await many.ask(17)
  await few.ask(2)
  const outcome = await poll(
    () => expect(countConnections([[many.pid, few.pid], [few.pid], [none.pid], []])).toEqual([19, 2, 0, 0]),
    { timeoutMs: 5_000 },
  )
  expect(outcome).toMatchObject({ done: true })
})

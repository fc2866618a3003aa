import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { onSocketLines } from './socket-lines.ts'

test('lines arrive whole however they were cut, and a reset connection only ends them', async () => {
  await using server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const client = connect(port, '127.0.0.1')
  const [accepted] = (await once(server, 'connection')) as [Socket]
  const lines: string[] = []
  onSocketLines(client, (line) => lines.push(line))
  accepted.write('one\ntw')
  accepted.write('o\n')
  await expect.poll(() => lines).toEqual(['one', 'two'])
  accepted.resetAndDestroy()
  await new Promise((resolve) => client.once('close', resolve))
  expect(lines).toEqual(['one', 'two'])
})

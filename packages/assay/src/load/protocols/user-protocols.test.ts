import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { measuredUser } from './fixtures/measured-user.ts'
import { closedPort, listen } from './fixtures/test-server.ts'
import { TargetDirectory } from './target-directory.ts'
import { UserProtocols } from './user-protocols.ts'

test('a name of the scenario and an address lead to the same place', async () => {
  const http = createServer()
  new WebSocketServer({ server: http }).on('connection', (socket, { url }) => socket.send(String(url)))
  await using server = await listen(http)
  const { user, targetAt, counts } = measuredUser()
  const named = targetAt(`http://127.0.0.1:${server.port}/base/`)
  const protocols = new UserProtocols(user, new TargetDirectory([named], (_, url) => targetAt(url)))

  const byName = await protocols.webSocket('target/rooms/{room}?a=1', { path: { room: 'x' } })
  expect((await byName.next()).text).toBe('/base/rooms/x?a=1')
  const byAddress = await protocols.webSocket(`ws://127.0.0.1:${server.port}/rooms/17`)
  expect((await byAddress.next()).text).toBe('/rooms/17')
  const bare = await protocols.webSocket('target')
  expect((await bare.next()).text).toBe('/base/')

  expect(Object.keys(counts())).toEqual([
    'connect /rooms/{room}',
    'next /rooms/{room}',
    'connect /rooms/{id}',
    'next /rooms/{id}',
    'connect /',
    'next /',
  ])
  expect(user.opened.size).toBe(3)
  for (const open of user.opened) open.destroy()
  expect(user.opened.size).toBe(0)
})

test('an address is one target, however often it is asked for', async () => {
  const { user, targetAt, counts } = measuredUser()
  const made: string[] = []
  const directory = new TargetDirectory([], (name, url) => {
    made.push(`${name} ${url}`)
    return targetAt(url)
  })
  const protocols = new UserProtocols(user, directory)
  const port = await closedPort()
  for (let index = 0; index < 3; index += 1) {
    const stream = protocols.events(`http://127.0.0.1:${port}/events/${index}`)
    await expect(stream).rejects.toMatchObject({ kind: 'refused' })
  }
  expect(made).toEqual([`127.0.0.1:${port} http://127.0.0.1:${port}`])
  expect(counts()).toMatchObject({ 'connect /events/{id}': { scheduled: 3, failed: 3 } })
})

test('what is neither is refused, and nothing is counted', async () => {
  const { user, targetAt, counts } = measuredUser()
  const directory = new TargetDirectory([targetAt('http://127.0.0.1:1')], (_, url) => targetAt(url))
  const protocols = new UserProtocols(user, directory)
  const refusals = [
    protocols.http2('nobody'),
    protocols.webSocket('/feed'),
    protocols.events('ftp://127.0.0.1/x'),
    protocols.grpc({ target: '127.0.0.1:1', proto: 'x.proto', service: 'X' }),
  ]
  for (const refusal of refusals) {
    await expect(refusal).rejects.toMatchObject({ code: 'invalid_scenario' })
    await expect(refusal).rejects.toThrow('its targets are: target.')
  }
  expect(counts()).toEqual({})
})

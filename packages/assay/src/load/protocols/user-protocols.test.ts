import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { measuredUser } from './fixtures/measured-user.ts'
import { closedPort, listen, mute } from './fixtures/test-server.ts'
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

test('whatever a user waits for is settled when it ends, in every protocol', async () => {
  const http = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
  })
  new WebSocketServer({ server: http })
  await using server = await listen(http)
  await using silent = await listen(mute())
  const { user, targetAt, counts } = measuredUser()
  const shop = targetAt(`http://127.0.0.1:${server.port}`)
  const protocols = new UserProtocols(user, new TargetDirectory([shop], (_, url) => targetAt(url)))
  const [socket, events] = [await protocols.webSocket('target/talk'), await protocols.events('target/feed')]
  const http2 = await protocols.http2(`http://127.0.0.1:${silent.port}`)
  const waiting = [socket.next(), socket.request('x'), events.next(), http2.get('/never')]
  const connecting = protocols.webSocket(`http://127.0.0.1:${silent.port}/late`)
  await expect.poll(() => silent.connections()).toBe(2)
  user.destroy()
  expect(user.openRequests).toBe(0)
  for (const answer of [...waiting, connecting]) await expect(answer).rejects.toMatchObject({ kind: 'reset' })
  for (const { scheduled, sent, failed, errors, answered } of Object.values(counts())) {
    expect(scheduled).toBe(sent + failed)
    expect(answered === 1 ? {} : { reset: 1 }).toEqual(errors)
  }
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

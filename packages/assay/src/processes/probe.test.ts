import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { probeHttp, probePort } from './probe.ts'

const server = createServer((request, response) => {
  if (request.url === '/hangs') return
  if (request.url === '/breaks') return void request.socket.destroy()
  response.writeHead(request.url === '/unwell' ? 503 : 204).end()
})

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return () => {
    server.close()
    server.closeAllConnections()
  }
})

const port = () => (server.address() as AddressInfo).port
const urlOf = (path: string) => `http://127.0.0.1:${port()}${path}`

describe('a service is ready', () => {
  test('when it answers 2xx', () => expect(probeHttp(urlOf('/health'), 1_000)).resolves.toBeUndefined())

  test.for([
    ['/unwell', 'answered 503'],
    ['/hangs', 'no answer in time'],
    ['/breaks', 'socket hang up'],
  ] as const)('not when %s', async ([path, reason]) => {
    await expect(probeHttp(urlOf(path), 200)).rejects.toThrow(reason)
  })

  test('not while nothing listens on its port, whatever its scheme', async () => {
    const free = createServer()
    await once(free.listen(0, '127.0.0.1'), 'listening')
    const { port: unused } = free.address() as AddressInfo
    await new Promise((resolve) => free.close(resolve))
    await expect(probeHttp(`http://127.0.0.1:${unused}/`, 200)).rejects.toThrow('ECONNREFUSED')
    await expect(probeHttp(`https://127.0.0.1:${unused}/`, 200)).rejects.toThrow('ECONNREFUSED')
  })

  test('not over TLS when it speaks plain HTTP', async () => {
    await expect(probeHttp(urlOf('/').replace('http:', 'https:'), 500)).rejects.toThrow(/SSL|wrong version/i)
  })
})

describe('a port', () => {
  test('is open when it takes a connection', () =>
    expect(probePort({ host: '127.0.0.1', port: port() }, 500)).resolves.toBeUndefined())

  test('greets as expected, or tells how it did', async () => {
    const probe = { host: '127.0.0.1', port: port(), send: 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n' }
    await expect(probePort({ ...probe, expect: 'HTTP/1.1 204' }, 500)).resolves.toBeUndefined()
    await expect(probePort({ ...probe, expect: '+PONG' }, 500)).rejects.toThrow('answered "HTTP/1.1 204')
  })
})

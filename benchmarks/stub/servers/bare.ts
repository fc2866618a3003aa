import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KEEP_ALIVE_TIMEOUT_MS, PRODUCT, serveBenchmark } from './workload.ts'

// The least that Node does for an answer: no routes, no memory, the same bytes.
const body = JSON.stringify(PRODUCT)
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
const server = createServer({ keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS }, (_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
})
server.listen(0, '127.0.0.1', () => serveBenchmark((server.address() as AddressInfo).port))

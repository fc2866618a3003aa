import { createServer, type Server } from 'node:net'
import { expect, test } from 'vitest'
import { claimPort, tryClaim } from './ports.ts'

function listen(port: number): Promise<Server> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

test("a claimed port can be listened on, and is nobody else's", async () => {
  const claim = await claimPort()
  const server = await listen(claim.port)
  server.close()
  expect(await tryClaim(claim.port)).toBeUndefined()
  claim.release()
  const again = await tryClaim(claim.port)
  expect(again?.port).toBe(claim.port)
  again?.release()
})

test('a port that is in use is not claimed', async () => {
  const claim = await claimPort()
  const server = await listen(claim.port)
  claim.release()
  expect(await tryClaim(claim.port)).toBeUndefined()
  server.close()
})

test('claims in the same process differ', async () => {
  const claims = await Promise.all(Array.from({ length: 100 }, () => claimPort()))
  expect(new Set(claims.map(({ port }) => port)).size).toBe(100)
  for (const claim of claims) claim.release()
})

test('releasing twice does no harm', async () => {
  const claim = await claimPort()
  claim.release()
  expect(() => claim.release()).not.toThrow()
})

test('a range without a free port is an error with a way out', async () => {
  const claim = await claimPort()
  await expect(claimPort({ first: claim.port, last: claim.port })).rejects.toMatchObject({
    code: 'port_range_full',
  })
  claim.release()
})

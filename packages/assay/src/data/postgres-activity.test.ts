import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { postgresActivity } from './postgres-activity.ts'

afterEach(() => {
  vi.doUnmock('pg')
})

/** Asks three times; the reason there is no answer is told once. */
async function withoutAnswer(url: string): Promise<string[]> {
  const notes: string[] = []
  await using activity = postgresActivity(url, (note) => notes.push(note))
  expect([await activity(), await activity(), await activity()]).toEqual([undefined, undefined, undefined])
  return notes
}

test('without the driver nothing is counted, and it is told what to do', async () => {
  vi.doMock('pg', () => {
    throw new Error('Cannot find package "pg"')
  })
  expect(await withoutAnswer('postgres://postgres:secret@127.0.0.1:1/orders')).toEqual([
    'its connections are not counted: PostgreSQL resources need the package "pg".',
  ])
})

test('without a server nothing is counted, and the password is not told', async () => {
  // Something that is no PostgreSQL: it answers, and hangs up.
  await using server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const notes = await withoutAnswer(`postgres://postgres:secret@127.0.0.1:${port}/orders`)
  expect(notes).toHaveLength(1)
  expect(notes[0]).toMatch(/^its connections are not counted: ./)
  expect(notes[0]).not.toContain('secret')
})

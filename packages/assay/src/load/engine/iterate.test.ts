import { expect, test } from 'vitest'
import { measuredUser } from '../protocols/fixtures/measured-user.ts'
import type { EngineUser } from './engine-user.ts'
import { chooseByWeight, Iterations } from './iterate.ts'

/** One iteration of a task that does not await what it measures. */
async function iterate(work: () => Promise<unknown>) {
  const notes: string[] = []
  const { user, counts } = measuredUser({ timeoutMs: 200 })
  const run = async (_: never, own: EngineUser) => {
    void own.measure('left open', work)
  }
  const task = { name: 'forgetful', weight: 1, run: run as never }
  const iterations = new Iterations(chooseByWeight([task]), (note) => notes.push(note))
  const startedMs = performance.now()
  const cpu = process.threadCpuUsage()
  await iterations.run(user, () => false)
  const { user: userMicros, system } = process.threadCpuUsage(cpu)
  const elapsedMs = performance.now() - startedMs
  return { notes, counts: counts(), elapsedMs, cpuMs: (userMicros + system) / 1_000 }
}

test('a user waits for what its task has left open, until the last of it has ended', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  setTimeout(resolve, 100)
  const { notes, counts, elapsedMs } = await iterate(() => promise)
  expect(notes).toEqual(['the task "forgetful" ends before its requests do: await them'])
  expect(counts).toMatchObject({ 'left open': { scheduled: 1, answered: 1 } })
  expect(elapsedMs).toBeGreaterThanOrEqual(99)
  expect(elapsedMs).toBeLessThan(600)
})

test('what never ends is not waited for without end, and waiting costs nothing', async () => {
  const { counts, elapsedMs, cpuMs } = await iterate(() => new Promise(() => undefined))
  expect(counts).toMatchObject({ 'left open': { scheduled: 1, sent: 1, answered: 0 } })
  expect(elapsedMs).toBeGreaterThan(1_000)
  expect(elapsedMs).toBeLessThan(3_000)
  expect(cpuMs).toBeLessThan(300)
})

import { availableParallelism, cpus } from 'node:os'
import { expect, test } from 'vitest'
import { poll } from '../base/poll.ts'
import { startNodeProgram } from './fixtures/node-program.ts'
import { startMachineSampler } from './machine-usage.ts'

const hasAllCores = availableParallelism() === cpus().length

test.runIf(hasAllCores)('a core that somebody uses is busy, and never more are than there are', async () => {
  await using program = await startNodeProgram('onMessage(() => setImmediate(() => burn(60_000)) && 0)')
  await program.ask('burn')
  const sampler = startMachineSampler()
  const outcome = await poll(
    () => {
      const busy = sampler.sample()
      expect(busy).toBeGreaterThan(0.8)
      expect(busy).toBeLessThanOrEqual(cpus().length)
    },
    { timeoutMs: 5_000, shortestPauseMs: 200, longestPauseMs: 200 },
  )
  expect(outcome).toMatchObject({ done: true })
})

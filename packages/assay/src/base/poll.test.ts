import { expect, test } from 'vitest'
import { poll } from './poll.ts'

test('gives the value of the first try that does not throw', async () => {
  let tries = 0
  const outcome = await poll(
    () => {
      tries += 1
      if (tries < 3) throw new Error('not yet')
      return 'done'
    },
    { timeoutMs: 1_000 },
  )
  expect(outcome).toMatchObject({ done: true, value: 'done', tries: 3 })
})

test('gives the last error when the deadline passes', async () => {
  const outcome = await poll(() => Promise.reject(new Error('refused')), { timeoutMs: 30 })
  expect(outcome.done).toBe(false)
  expect(!outcome.done && outcome.lastError).toEqual(new Error('refused'))
  expect(outcome.elapsedMs).toBeLessThan(1_000)
})

test('ends with the reason of its signal', async () => {
  const abort = new AbortController()
  const polling = poll(() => Promise.reject(new Error('never')), { timeoutMs: 60_000, signal: abort.signal })
  abort.abort(new Error('stopped'))
  await expect(polling).rejects.toThrow(/stopped|aborted/)
})

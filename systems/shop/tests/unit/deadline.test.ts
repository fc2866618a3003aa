import { withDeadline } from '@shop/service-kit/deadline'
import { expect, test, vi } from 'assay/test'

test('what is in time is passed on, and leaves no timer behind', async ({ clock }) => {
  clock.freeze('2026-01-15T10:00:00Z')
  expect(await withDeadline(Promise.resolve('done'), 1000, 'the check')).toBe('done')
  expect(vi.getTimerCount()).toBe(0)
})

test('what is late is named, at the deadline and not before', async ({ clock }) => {
  clock.freeze('2026-01-15T10:00:00Z')
  const outcome = vi.fn()
  withDeadline(new Promise(() => undefined), 1000, 'the check').catch((error: Error) =>
    outcome(error.message),
  )
  await clock.advance(999)
  expect(outcome).not.toHaveBeenCalled()
  await clock.advance(1)
  expect(outcome).toHaveBeenCalledWith('the check took longer than 1000 ms')
})

test('a failure is passed on as it is', async () => {
  const failure = new Error('refused')
  await expect(withDeadline(Promise.reject(failure), 1000, 'the check')).rejects.toBe(failure)
})

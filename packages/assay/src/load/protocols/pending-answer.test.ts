import { expect, test, vi } from 'vitest'
import { measuredUser } from './fixtures/measured-user.ts'
import { PendingAnswer } from './pending-answer.ts'

const target = 'http://127.0.0.1:1'

test('an answer is settled once, and then its deadline is no more', async () => {
  const { user, targetAt, counts } = measuredUser()
  const onTimeout = vi.fn()
  const operation = targetAt(target).operation('settled')
  const answer = new PendingAnswer<string>(user, { operation, timeoutMs: 10, onTimeout })
  answer.sent()
  answer.answered(1, () => 'first')
  answer.answered(1, () => 'second')
  answer.failed({ kind: 'reset', message: 'late' })
  answer.refused(1, { kind: 'status', message: 'late' })
  // The next answer ends by a deadline that is later.
  const later = new PendingAnswer<string>(user, { operation, timeoutMs: 30 })
  await expect(later.promise).rejects.toMatchObject({ kind: 'timeout' })
  expect(await answer.promise).toBe('first')
  expect(onTimeout).not.toHaveBeenCalled()
  expect(counts()['settled']).toEqual({
    ...{ scheduled: 2, sent: 1, failed: 1, answered: 1 },
    errors: { timeout: 1 },
  })
})

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 3_600_001])(
  'a time of %s cannot be waited for, and nothing is counted',
  (timeoutMs) => {
    const { user, targetAt, counts } = measuredUser()
    const operation = targetAt(target).operation('never begun')
    expect(() => new PendingAnswer(user, { operation, timeoutMs })).toThrow(`timeoutMs is ${timeoutMs}`)
    expect(counts()).toEqual({})
    expect(user.openRequests).toBe(0)
  },
)

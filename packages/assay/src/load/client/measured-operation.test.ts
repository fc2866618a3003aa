import { expect, test } from 'vitest'
import { measuredUser } from '../protocols/fixtures/measured-user.ts'
import { MeasuredOperation } from './measured-operation.ts'

const target = 'http://127.0.0.1:1'

test('what is sent again is sent once, and naive latency counts from the last time', async () => {
  const { user, targetAt, recorded } = measuredUser()
  const measured = new MeasuredOperation(user, targetAt(target).operation('twice'))
  const sentMs = user.nowMs()
  measured.countSent()
  await expect.poll(() => user.nowMs(), { interval: 1 }).toBeGreaterThan(sentMs + 20)
  measured.countSent()
  const durationMs = measured.countAnswer(7)
  const { twice } = recorded()
  expect(twice).toMatchObject({ scheduled: 1, sent: 1, failed: 0, answered: 1, receivedBytes: 7 })
  expect(twice!.latency.max).toBe(durationMs)
  expect(twice!.naiveLatency.max).toBeLessThan(durationMs - 15)
})

test('what fails before it is sent has no latency, and neither has what is reset', () => {
  const { user, targetAt, recorded, samples } = measuredUser()
  const unsent = new MeasuredOperation(user, targetAt(target).operation('unsent'))
  const failed = unsent.countFailure({ kind: 'timeout', message: 'no connection' })
  const reset = new MeasuredOperation(user, targetAt(target).operation('reset'))
  reset.countSent()
  expect(user.openRequests).toBe(1)
  reset.countFailure({ kind: 'reset', message: 'gone' })
  expect(failed).toMatchObject({ name: 'RequestFailed', kind: 'timeout', message: 'unsent: no connection' })
  expect(recorded()).toMatchObject({
    unsent: { scheduled: 1, sent: 0, failed: 1, errors: { timeout: 1 }, latency: { count: 0 } },
    reset: { scheduled: 1, sent: 1, failed: 0, errors: { reset: 1 }, latency: { count: 0 } },
  })
  expect(samples()).toEqual(['timeout unsent: no connection', 'reset reset: gone'])
  expect(user.openRequests).toBe(0)
})

test('a part is an operation of its own, due and sent with the whole; a check is about the whole', () => {
  const { user, targetAt, recorded } = measuredUser()
  user.dueMs = user.nowMs() - 100
  const measured = new MeasuredOperation(user, targetAt(target).operation('whole'))
  measured.countSent()
  measured.countPart(targetAt(target).operation('part'), 3)
  user.check('something', false)
  expect(user.openRequests).toBe(1)
  measured.countAnswer(10)
  const { whole, part } = recorded()
  expect(part).toMatchObject({ scheduled: 1, sent: 1, answered: 1, receivedBytes: 3, errors: {} })
  expect(whole).toMatchObject({ scheduled: 1, sent: 1, answered: 1, receivedBytes: 10, errors: { check: 1 } })
  expect(part!.latency.max).toBeGreaterThanOrEqual(100)
})

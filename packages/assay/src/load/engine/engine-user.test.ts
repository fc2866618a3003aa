import { expect, test } from 'vitest'
import { MeasuredOperation } from '../client/measured-operation.ts'
import { measuredUser } from '../protocols/fixtures/measured-user.ts'

const target = 'http://127.0.0.1:1'
const wrong = { kind: 'status', message: 'answered 500' } as const

test('all that is wrong with one request is one error', () => {
  const { user, targetAt, recorded } = measuredUser()
  const operation = targetAt(target).operation('get')
  new MeasuredOperation(user, operation).countAnswer(0)
  for (const name of ['a', 'b', 'c']) user.check(name, false)
  const refused = new MeasuredOperation(user, operation)
  refused.countAnswer(0)
  refused.countWrong(wrong)
  user.check('a', false)
  expect(recorded()['get']).toMatchObject({ answered: 2, errorCount: 2, errors: { check: 4, status: 1 } })
})

test('requests at the same time are errors of their own, and checks are about the newest', () => {
  const { user, targetAt, recorded } = measuredUser()
  const operation = targetAt(target).operation('get')
  const requests = [0, 1, 2].map(() => new MeasuredOperation(user, operation))
  const [first, second, third] = requests
  for (const request of requests) request.countAnswer(0)
  third!.countWrong(wrong)
  first!.countWrong(wrong)
  user.check('holds', true)
  user.check('does not hold', false)
  expect(recorded()['get']).toMatchObject({ errorCount: 2, errors: { status: 2, check: 1 } })
  second!.countWrong(wrong)
  expect(recorded()['get']).toMatchObject({ errorCount: 1, errors: { status: 1 } })
})

test('a check without any request is an error of the scenario', () => {
  const { user, counts } = measuredUser()
  user.check('something', false)
  expect(counts()).toMatchObject({ check: { scheduled: 0, errors: { check: 1 } } })
})

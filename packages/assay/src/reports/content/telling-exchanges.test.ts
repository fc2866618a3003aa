import { expect, test } from 'vitest'
import { exampleExchange } from '../fixtures/example-failures.ts'
import { answerOf, tellingExchanges } from './telling-exchanges.ts'

const post = exampleExchange({ requestId: 'post' })
const poll = (number: number) => exampleExchange({ method: 'GET', status: 200, requestId: `poll ${number}` })
const failed = exampleExchange({ method: 'GET', status: 503, requestId: 'failed' })
const unanswered = exampleExchange({
  method: 'GET',
  status: undefined,
  error: 'socket hang up',
  requestId: 'unanswered',
})

test('the last one, the last change before the polling, and what failed for good', () => {
  const exchanges = [failed, exampleExchange(), post, unanswered, poll(1), poll(2), poll(3)]
  expect(tellingExchanges(exchanges, 3).map(({ requestId }) => requestId)).toEqual([
    'post',
    'unanswered',
    'poll 3',
  ])
  expect(tellingExchanges(exchanges, 9)).toEqual([failed, post, unanswered, exchanges[6]])
})

test('one exchange that is all of it is told once', () => {
  expect(tellingExchanges([post], 3)).toEqual([post])
  expect(tellingExchanges([], 3)).toEqual([])
})

test('an answer, or why there is none', () => {
  expect(answerOf(post)).toBe('201 application/json after 31 ms')
  expect(answerOf({ ...post, responseHeaders: {} })).toBe('201 after 31 ms')
  expect(answerOf(unanswered)).toBe('no answer after 31 ms: socket hang up')
})

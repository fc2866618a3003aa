import { expect, test } from 'vitest'
import { Recorder } from './recorder.ts'

const phases = [
  { name: 'warm-up', fromMs: 0, toMs: 100, isMeasured: false },
  { name: 'steady', fromMs: 100, toMs: 1_000, isMeasured: true },
  { name: 'wind-down', fromMs: 1_000, toMs: Number.POSITIVE_INFINITY, isMeasured: false },
]

/** What was counted of the only operation, by phase. */
function countsOf(recorder: Recorder) {
  return recorder.take().operations.map(({ phase, data }) => [phase, data.answered, data.answeredInPhase])
}

test('an answer belongs to the phase in which its request was due, and is in time until it ends', () => {
  const recorder = new Recorder()
  recorder.begin(phases)
  const operation = recorder.operation('shop', 'GET /')
  for (const [dueMs, answeredMs] of [
    [50, 99],
    [50, 100],
    [100, 120],
    [990, 1_000],
    [990, 5_000],
    [1_000, 9_000],
  ] as const) {
    recorder.record(operation, recorder.phaseAt(dueMs)).countAnswer(answeredMs, 0)
  }
  expect(countsOf(recorder)).toEqual([
    [1, 2, 1],
    [2, 3, 1],
    [3, 1, 1],
  ])
  expect(countsOf(recorder)).toEqual([])
})

test('a load that ends before its time ends the phase it is in', () => {
  const recorder = new Recorder()
  recorder.begin(phases)
  const operation = recorder.operation('shop', 'GET /')
  const known = recorder.record(operation, 2)
  recorder.end(500)
  known.countAnswer(499, 0)
  known.countAnswer(600, 0)
  recorder.record(recorder.operation('shop', 'GET /late'), 2).countAnswer(600, 0)
  expect(countsOf(recorder)).toEqual([
    [2, 2, 1],
    [2, 1, 0],
  ])
})

test('what is left behind of one load counts for nothing in the next', () => {
  const recorder = new Recorder()
  recorder.begin(phases)
  const operation = recorder.operation('shop', 'GET /')
  const before = recorder.record(operation, 2)
  const inSetUp = recorder.record(operation, 0)
  recorder.end(500)
  recorder.begin(phases)
  before.countAnswer(600, 0)
  inSetUp.countAnswer(-5, 0)
  recorder.record(operation, 2).countAnswer(600, 0)
  expect(countsOf(recorder)).toEqual([
    [0, 1, 1],
    [2, 1, 1],
  ])
})

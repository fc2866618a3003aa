import { expect, test } from 'vitest'
import { Recorder } from '../engine/recorder.ts'
import { constantRate } from '../scenario/load.ts'
import { measuredMs, phasesOf, warmUpMs } from './phases.ts'

test('stages follow each other, and what comes after them does not count', () => {
  const phases = phasesOf(constantRate({ perSecond: 5, duration: '2s', warmUp: '500ms' }))
  expect(phases).toEqual([
    { name: 'warm-up', fromMs: 0, toMs: 500, isMeasured: false },
    { name: 'steady', fromMs: 500, toMs: 2_500, isMeasured: true },
    { name: 'wind-down', fromMs: 2_500, toMs: Number.POSITIVE_INFINITY, isMeasured: false },
  ])
  expect(warmUpMs(phases)).toBe(500)
  expect([400, 900, 9_000].map((elapsedMs) => measuredMs(phases, elapsedMs))).toEqual([0, 400, 2_000])
})

test('every request that is replayed counts, the last one and the only one included', () => {
  for (const dueMs of [[0, 10, 10, 400], [0]]) {
    const recorder = new Recorder()
    recorder.begin(phasesOf({ kind: 'replay', dueMs, maxUsers: 10 }))
    expect(dueMs.map((each) => recorder.phaseAt(each))).toEqual(dueMs.map(() => 1))
  }
})

import { expect, test } from 'vitest'
import type { PartInfo } from '../../model/part-event.ts'
import { bootTimes } from './boot-times.ts'

function part(name: string, durationMs: number, dependsOn: readonly string[] = []): PartInfo {
  return { part: name, kind: 'service', durationMs, cpuMs: undefined, dependsOn }
}

test('a part starts when the last of those it waits for is ready', () => {
  const parts = [
    part('web', 10, ['orders']),
    part('orders', 70, ['db', 'cache']),
    part('db', 200),
    part('cache', 30),
  ]
  expect(bootTimes(parts).map(({ part: { part: name }, fromMs, toMs }) => [name, fromMs, toMs])).toEqual([
    ['db', 0, 200],
    ['cache', 0, 30],
    ['orders', 200, 270],
    ['web', 270, 280],
  ])
})

test('what does not run here is not waited for', () => {
  expect(bootTimes([part('orders', 70, ['payment'])])[0]?.fromMs).toBe(0)
})

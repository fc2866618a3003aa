import { expect, test } from 'vitest'
import type { GeneratorResult } from '../../model/load-result.ts'
import { figuresOf } from '../statistics/figures.ts'
import { Histogram } from '../statistics/histogram.ts'
import { OperationRecord } from '../statistics/operation-record.ts'
import { reasonsAgainst } from './validity.ts'

function reasons(
  generator: { readonly lagsMs?: readonly number[]; readonly cpuShare?: number },
  { dropped = 0, message }: { readonly dropped?: number; readonly message?: string } = {},
): string {
  const { lagsMs = [0.3, 0.4], cpuShare = 0.5 } = generator
  const lag = new Histogram()
  for (const ms of lagsMs) lag.record(ms)
  const result: GeneratorResult = {
    ...{ threads: 2, cpuShare, lag: lag.summary(), peakUsers: 9, peakConnections: 9 },
  }
  const total = figuresOf(new OperationRecord(), 1_000, dropped)
  const errorSamples = message === undefined ? [] : [{ kind: 'refused', operation: 'get', message } as const]
  return reasonsAgainst(result, { total, errorSamples }).join('\n')
}

test('a generator that was in time and had something to spare is believed', () => {
  expect(reasons({})).toBe('')
})

test('one that was late, busy or out of users is not', () => {
  expect(reasons({ lagsMs: [0.1, 6] })).toMatch(/^the generator was late: 6\.0 ms at the 99th percentile/)
  expect(reasons({ cpuShare: 0.86 })).toMatch(/one of 2 threads used 86 % of a core/)
  expect(reasons({}, { dropped: 3 })).toMatch(/dropped 3 of 3 .* all 9 virtual users were busy/)
})

test('one of which nothing is known is not', () => {
  expect(reasons({ lagsMs: [] })).toMatch(/^the generator was not measured/)
  expect(reasons({ cpuShare: 0 })).toMatch(/^the generator was not measured/)
})

test('a machine without room for connections is told, with what gives it room', () => {
  const why = (code: string) => reasons({}, { message: `connect ${code} 127.0.0.1:80` })
  expect(why('EMFILE')).toMatch(/\(EMFILE\): .*ulimit -n/)
  expect(why('EADDRNOTAVAIL')).toMatch(/\(EADDRNOTAVAIL\): all local ports are in use/)
  expect(why('EADDRNOTAVAIL')).not.toContain('ulimit')
  expect(why('ECONNREFUSED')).toBe('')
})

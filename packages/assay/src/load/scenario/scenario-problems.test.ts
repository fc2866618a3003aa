import { expect, test } from 'vitest'
import { constantUsers } from './load.ts'
import { checkScenario } from './scenario-problems.ts'

const load = constantUsers({ users: 1, duration: '1s' })
const tasks = { a: async () => undefined }

test.each([
  [{ load }, 'has no tasks'],
  [{ load, tasks, brief: {} }, 'has a brief form that is no load'],
  [{ load, tasks, timeoutMs: Number.NaN }, 'has a timeoutMs of NaN'],
  [{ load, tasks, timeoutMs: 0 }, 'has a timeoutMs of 0'],
  [{ load, tasks, timeoutMs: Number.POSITIVE_INFINITY }, 'has a timeoutMs of Infinity'],
  [{ load, tasks, timeoutMs: 3_600_001 }, 'has a timeoutMs of 3600001'],
  [{ load, tasks, maxBodyBytes: Number.NaN }, 'has a maxBodyBytes of NaN'],
  [{ load, tasks, maxBodyBytes: 0.5 }, 'has a maxBodyBytes of 0.5'],
])('%o is refused when it is defined', (options, message) => {
  expect(() => checkScenario({ name: 'shop', options: options as never }, false)).toThrow(
    expect.objectContaining({ code: 'invalid_scenario', message: expect.stringContaining(message) }),
  )
})

test('what is right is not', () => {
  const options = { load, tasks, brief: load, timeoutMs: 3_600_000, maxBodyBytes: 1 }
  expect(() => checkScenario({ name: 'shop', options: options as never }, false)).not.toThrow()
})

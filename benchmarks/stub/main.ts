import { atLeast, atMost, type Measure, shown } from '../measure.ts'
import { installMockttp } from './install-mockttp.ts'
import { medianOf, medianRatio, sampleRounds } from './rounds.ts'
import { ServerProcess } from './server-process.ts'
import { findWrk } from './wrk.ts'

const ROUNDS = { rounds: 11, seconds: 1 }
const MOST_CPU_RATIO = 1.2
const LEAST_RATE_RATIO = 3

/**
 * What a stub with 200 parameterised routes and its journal costs: CPU per request beside a bare
 * `node:http` server that gives the same bytes, and requests per second beside mockttp.
 */
export async function run(): Promise<Measure[]> {
  const wrk = await findWrk()
  const packages = await installMockttp()
  using bare = await ServerProcess.start('bare')
  using stub = await ServerProcess.start('stub')
  using mockttp = await ServerProcess.start('mockttp', packages)
  const samples = await sampleRounds(wrk, [bare, stub, mockttp], ROUNDS)
  const cpuRatio = medianRatio(samples, ['stub', 'bare'], 'cpuMicrosecondsPerRequest')
  const rateRatio = medianRatio(samples, ['stub', 'mockttp'], 'requestsPerSecond')
  return [
    atMost('stub', 'CPU per request: stub ÷ bare node:http', cpuRatio, MOST_CPU_RATIO),
    atLeast('stub', 'requests/s: stub ÷ mockttp', rateRatio, LEAST_RATE_RATIO),
    ...[bare, stub, mockttp].map(({ name }) =>
      shown('stub', `CPU per request of ${name}, µs`, medianOf(samples, name, 'cpuMicrosecondsPerRequest')),
    ),
  ]
}

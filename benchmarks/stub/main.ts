import { atLeast, atMost, type Measure, shown } from '../measure.ts'
import { installNpmPackage } from '../npm-package.ts'
import type { Program } from '../program.ts'
import { type Contestant, medianOf, medianRatio, sampleRounds } from '../rounds.ts'
import { findWrk } from '../wrk.ts'
import { load } from './load.ts'
import { ServerProcess } from './server-process.ts'

const ROUNDS = 11
const SECONDS = 1
const MOCKTTP_VERSION = '4.6.5'
const MOST_CPU_RATIO = 1.2
const LEAST_RATE_RATIO = 3

type Figure = 'cpuMicrosecondsPerRequest' | 'requestsPerSecond'

/**
 * What a stub with 200 parameterised routes and its journal costs: CPU per request beside a bare
 * `node:http` server that gives the same bytes, and requests per second beside mockttp.
 */
export async function run(): Promise<Measure[]> {
  const wrk = await findWrk()
  const packages = await installNpmPackage('mockttp', MOCKTTP_VERSION)
  using bare = await ServerProcess.start('bare')
  using stub = await ServerProcess.start('stub')
  using mockttp = await ServerProcess.start('mockttp', packages)
  const servers = [bare, stub, mockttp]
  const samples = await sampleRounds(
    servers.map((server) => underLoad(wrk, server)),
    ROUNDS,
  )
  const cpuRatio = medianRatio(samples, ['stub', 'bare'], 'cpuMicrosecondsPerRequest')
  const rateRatio = medianRatio(samples, ['stub', 'mockttp'], 'requestsPerSecond')
  return [
    atMost('stub', 'CPU per request: stub ÷ bare node:http', cpuRatio, MOST_CPU_RATIO),
    atLeast('stub', 'requests/s: stub ÷ mockttp', rateRatio, LEAST_RATE_RATIO),
    ...servers.map(({ name }) =>
      shown('stub', `CPU per request of ${name}, µs`, medianOf(samples, name, 'cpuMicrosecondsPerRequest')),
    ),
  ]
}

function underLoad(wrk: Program, server: ServerProcess): Contestant<Figure> {
  return {
    name: server.name,
    async sample() {
      const before = await server.cpuMicroseconds()
      const { requests, requestsPerSecond } = await load(wrk, server.url, SECONDS)
      const cpuMicrosecondsPerRequest = ((await server.cpuMicroseconds()) - before) / requests
      return { cpuMicrosecondsPerRequest, requestsPerSecond }
    },
  }
}

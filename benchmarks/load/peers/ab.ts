import { debianProgram } from '../../program.ts'
import { RAW_PATH } from '../workload.ts'
import type { GeneratorFigures, Peer } from './peer.ts'
import { versionOf } from './version-of.ts'

/** More requests than it can make in a second: it reserves memory for all that it may make. */
const MOST_PER_SECOND = 200_000

/** ApacheBench: one thread, one request again and again. */
export const ab: Peer = {
  name: 'ab',
  async install() {
    const program = await debianProgram('ab', ['apache2-utils', 'libapr1', 'libaprutil1'])
    return {
      version: await versionOf(program, ['-V'], /Version (\S+)/),
      path: program.path,
      commandFor(workload, reportFile) {
        if (workload.kind !== 'raw') throw new Error('ab makes one request only, and has no arrival rate')
        const { connections, seconds, url } = workload
        // `-t` sets a number of requests too, so that `-n` has to follow it.
        const limits = ['-t', String(seconds), '-n', String(seconds * MOST_PER_SECOND)]
        const flags = ['-k', '-q', '-c', String(connections), ...limits, '-e', reportFile]
        return { words: [program.path, ...flags, url + RAW_PATH], environment: program.environment }
      },
      read: readAb,
    }
  },
}

/** The report has a line `<percentage>,<ms>` for each percentile; standard output has them in whole ms only. */
function readAb(output: string, report: string): GeneratorFigures {
  const read = (text: string, pattern: RegExp) => {
    const found = pattern.exec(text)?.[1]
    if (found === undefined) throw new Error(`ab did not say ${pattern.source}:\n${text}`)
    return Number(found)
  }
  const wrongStatuses = /^Non-2xx responses: +(\d+)/m.exec(output)?.[1] ?? 0
  return {
    requests: read(output, /^Complete requests: +(\d+)/m),
    requestsPerSecond: read(output, /^Requests per second: +([\d.]+)/m),
    errors: read(output, /^Failed requests: +(\d+)/m) + Number(wrongStatuses),
    p50Ms: read(report, /^50,([\d.]+)/m),
    p95Ms: read(report, /^95,([\d.]+)/m),
    p99Ms: read(report, /^99,([\d.]+)/m),
  }
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { atLeast, atMost, type Measure, median, shown } from '../measure.ts'
import { installNpmPackage } from '../npm-package.ts'
import { type Contestant, medianOf, medianRatio, type Samples, sampleRounds } from '../rounds.ts'
import { PACT_VERSION } from './pact-version.ts'
import { ProviderProcess } from './provider-process.ts'
import { runProcess } from './run-process.ts'
import { STATE_PATH, userPact } from './user-pact.ts'

const BENCH = 'contract-verify'
/** How many interactions, how often, and how many times as fast it must be. */
const CONTESTS = [
  { count: 50, rounds: 11, leastRatio: 5 },
  { count: 500, rounds: 5, leastRatio: 15 },
] as const
const MEMORY_COUNT = 500
const MEMORY_TIMES = 20
const MEMORY_WINDOW = 5
const MOST_GROWTH = 1.05
const MEGABYTE = 2 ** 20

type Figure = 'verifyMs' | 'wholeMs'

interface Course {
  readonly provider: ProviderProcess
  readonly count: number
  readonly file: string
}

/**
 * How long it takes to verify a pact with a provider in a process of its own, whose states are set
 * up and torn down by requests too: by Assay and by the verifier of pact-core, each in a process of
 * its own. `verification` is from reading the file to the last result, `whole process` with the
 * start and the end of the process too.
 */
export async function run(): Promise<Measure[]> {
  const load = shown(BENCH, 'load average before it', loadavg()[0]!)
  const packages = await installNpmPackage('@pact-foundation/pact', PACT_VERSION)
  const folder = mkdtempSync(join(tmpdir(), 'assay-verify-'))
  using provider = await ProviderProcess.start()
  const courseOf = (count: number): Course => {
    const file = join(folder, `web-users-${count}.json`)
    writeFileSync(file, userPact(count))
    return { provider, count, file }
  }
  try {
    const measures: Measure[] = []
    for (const { count, rounds, leastRatio } of CONTESTS) {
      const course = courseOf(count)
      const contestants = [verifier('assay', course), verifier('pact-core', course, packages)]
      measures.push(...measuresOf(await sampleRounds(contestants, rounds), count, leastRatio))
    }
    return [...measures, ...(await memory(courseOf(MEMORY_COUNT))), load]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function verifier(name: string, course: Course, ...args: readonly string[]): Contestant<Figure> {
  const script = join(import.meta.dirname, 'verifiers', `${name}.mjs`)
  return {
    name,
    async sample() {
      const before = await course.provider.seen()
      const { told, wholeMs } = await runProcess<{ verifyMs: number }>(script, [
        ...argumentsOf(course),
        ...args,
      ])
      const after = await course.provider.seen()
      const users = after.users - before.users
      const states = after.states - before.states
      if (users !== course.count || states !== 2 * course.count) {
        throw new Error(
          `${name} asked for ${users} users and ${states} changes of state, not for ${course.count} and twice as many`,
        )
      }
      return { ...told, wholeMs }
    },
  }
}

function argumentsOf({ provider, file }: Course): string[] {
  return [provider.url, provider.url + STATE_PATH, file]
}

function measuresOf(samples: Samples<Figure>, count: number, leastRatio: number): Measure[] {
  const ratio = (figure: Figure) => medianRatio(samples, ['pact-core', 'assay'], figure)
  return [
    atLeast(BENCH, `${count} interactions, verification: pact-core ÷ ours`, ratio('verifyMs'), leastRatio),
    shown(BENCH, `${count} interactions, whole process: pact-core ÷ ours`, ratio('wholeMs')),
    ...(['assay', 'pact-core'] as const).flatMap((name) => [
      shown(BENCH, `${count} interactions, verification by ${name}, ms`, medianOf(samples, name, 'verifyMs')),
      shown(BENCH, `${count} interactions, whole process of ${name}, ms`, medianOf(samples, name, 'wholeMs')),
    ]),
  ]
}

/** Whether one process that verifies again and again needs more and more memory. */
async function memory(course: Course): Promise<Measure[]> {
  const script = join(import.meta.dirname, 'verifiers', 'assay-again.ts')
  const args = [...argumentsOf(course), String(MEMORY_TIMES)]
  const { told } = await runProcess<{ heapBytes: number[] }>(script, args, ['--expose-gc'])
  const first = median(told.heapBytes.slice(0, MEMORY_WINDOW))
  const last = median(told.heapBytes.slice(-MEMORY_WINDOW))
  const what = `heap after ${MEMORY_TIMES} verifications of ${course.count} interactions`
  return [
    atMost(BENCH, `${what}: last ${MEMORY_WINDOW} ÷ first ${MEMORY_WINDOW}`, last / first, MOST_GROWTH),
    shown(BENCH, `${what}, MB`, last / MEGABYTE),
  ]
}

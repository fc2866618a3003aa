import { loadavg } from 'node:os'
import { atLeast, atMost, type Measure, shown } from '../measure.ts'
import { installNpmPackage } from '../npm-package.ts'
import { type Contestant, medianOf, medianRatio, sampleRounds } from '../rounds.ts'
import { ConsumerProject } from './consumer-project.ts'
import { PACT_VERSION } from './pact-version.ts'

const BENCH = 'contract-consumer'
const INTERACTIONS = 500
const ROUNDS = 5
const LEAST_RATIO = 10
/** What one interaction costs in a large file may be so many times what it costs in a small one. */
const MOST_GROWTH = 1.3
const SIZES = [1, 100, 200, 500, 1_000] as const

type Figure = 'wholeMs'

/**
 * How long a test file with 500 interactions takes, from the start of Vitest to its end: with Assay
 * and with the library of Pact, each in its usual way of one interaction in a test. Then whether
 * Assay's cost grows with the interactions, and not faster.
 */
export async function run(): Promise<Measure[]> {
  const load = shown(BENCH, 'load average before it', loadavg()[0]!)
  const packages = await installNpmPackage('@pact-foundation/pact', PACT_VERSION)
  using project = new ConsumerProject(packages)
  return [...(await compare(project)), ...(await growth(project)), load]
}

async function compare(project: ConsumerProject): Promise<Measure[]> {
  const contestants = (['assay', 'pact'] as const).map((tool) =>
    contestant(tool, project, tool, INTERACTIONS),
  )
  const samples = await sampleRounds(contestants, ROUNDS)
  const ratio = medianRatio(samples, ['pact', 'assay'], 'wholeMs')
  return [
    atLeast(BENCH, `${INTERACTIONS} interactions, whole process: pact ÷ assay`, ratio, LEAST_RATIO),
    shown(BENCH, `${INTERACTIONS} interactions with assay, ms`, medianOf(samples, 'assay', 'wholeMs')),
    shown(BENCH, `${INTERACTIONS} interactions with pact, ms`, medianOf(samples, 'pact', 'wholeMs')),
  ]
}

/** What a process costs before its first interaction is taken off: else it would hide any growth. */
async function growth(project: ConsumerProject): Promise<Measure[]> {
  const contestants = SIZES.map((size) => contestant(String(size), project, 'assay', size))
  const samples = await sampleRounds(contestants, ROUNDS)
  const wholeMs = (size: number) => medianOf(samples, String(size), 'wholeMs')
  const perInteraction = (size: number) => (wholeMs(size) - wholeMs(1)) / (size - 1)
  const [, smallest, ...larger] = SIZES
  const largest = SIZES.at(-1)!
  return [
    atMost(
      BENCH,
      `an interaction of ${largest} ÷ one of ${smallest}`,
      perInteraction(largest) / perInteraction(smallest),
      MOST_GROWTH,
    ),
    ...[smallest, ...larger].map((size) =>
      shown(BENCH, `an interaction of ${size}, ms`, perInteraction(size)),
    ),
    shown(BENCH, 'a file with one interaction, ms', wholeMs(1)),
  ]
}

function contestant(
  name: string,
  project: ConsumerProject,
  tool: 'assay' | 'pact',
  interactions: number,
): Contestant<Figure> {
  return { name, sample: async () => ({ wholeMs: await project.run(tool, interactions) }) }
}

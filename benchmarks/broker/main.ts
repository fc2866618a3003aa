import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atMost, type Measure, shown } from '../measure.ts'
import { fill, HUB, PLACE } from './fill.ts'
import { publishingRate } from './publish-many.ts'
import { startBrokerProcess } from './start-broker-process.ts'

const QUESTIONS = 200
const LIMIT_MS = 50
const PUBLICATIONS = 400

/** How long a broker with 1,000 pacts and 20,000 results thinks, and how many pacts it takes. */
export async function run(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-broker-'))
  try {
    const file = join(folder, 'broker.sqlite')
    const { pacts, results, consumers } = fill(file)
    await using broker = await startBrokerProcess(file)
    const ask = (name: string, version: string) => {
      const question = `q[][pacticipant]=${name}&q[][version]=${version}&latestby=cvpv&environment=${PLACE}`
      return timesOf(async () => isYes(await answerTo(`${broker.url}/matrix?${question}`)))
    }
    const [ofConsumer, ofProvider] = [await ask('consumer-7', '20'), await ask(HUB, 'p20')]
    const select = await timesOf(async () => hasPacts(broker.url, consumers))
    return [
      limited(`p95 ms of can-i-deploy, consumer (${pacts} pacts, ${results} results)`, ofConsumer),
      limited(`p95 ms of can-i-deploy, provider of ${consumers}`, ofProvider),
      shown('broker', 'p50 ms of can-i-deploy, consumer', quantile(ofConsumer, 0.5)),
      shown('broker', `p50 ms of can-i-deploy, provider of ${consumers}`, quantile(ofProvider, 0.5)),
      shown('broker', `p95 ms of the ${consumers} pacts to verify`, quantile(select, 0.95)),
      shown(
        'broker',
        'pacts published in a second by 1 client',
        await publishingRate(broker.url, 1, PUBLICATIONS),
      ),
      shown(
        'broker',
        'pacts published in a second by 8 clients',
        await publishingRate(broker.url, 8, PUBLICATIONS),
      ),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function limited(what: string, times: readonly number[]): Measure {
  return atMost('broker', what, quantile(times, 0.95), LIMIT_MS)
}

/** How long a question takes over HTTP, with its answer read, in milliseconds, sorted. */
async function timesOf(ask: () => Promise<boolean>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < QUESTIONS; round += 1) {
    const started = performance.now()
    const isRight = await ask()
    times.push(performance.now() - started)
    if (!isRight) throw new Error('the answer of the broker is wrong')
  }
  return times.toSorted((left, right) => left - right)
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
}

async function answerTo(url: string, init?: RequestInit): Promise<unknown> {
  return await (await fetch(url, init)).json()
}

function isYes(answer: unknown): boolean {
  return (answer as { readonly summary: { readonly deployable: unknown } }).summary.deployable === true
}

/** Whether the pacts of all main branches are selected. */
async function hasPacts(url: string, count: number): Promise<boolean> {
  const selectors = { consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }] }
  const pending = {
    includePendingStatus: true,
    includeWipPactsSince: '2020-01-01',
    providerVersionBranch: 'main',
  }
  const body = JSON.stringify({ ...selectors, ...pending })
  const answer = await answerTo(`${url}/pacts/provider/${HUB}/for-verification`, { method: 'POST', body })
  const { pacts } = (answer as { readonly _embedded: { readonly pacts: readonly unknown[] } })._embedded
  return pacts.length === count
}

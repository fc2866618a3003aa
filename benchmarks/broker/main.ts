import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBroker } from '../../packages/assay/src/broker/broker.ts'
import { atMost, type Measure, median, shown } from '../measure.ts'
import { fill, HUB, PLACE } from './fill.ts'

const QUESTIONS = 50

/** How long a broker with 1,000 pacts and 20,000 results thinks about whether a version may be deployed. */
export async function run(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-broker-'))
  try {
    const file = join(folder, 'broker.sqlite')
    const filled = fill(file)
    await using broker = await startBroker({ file })
    const ask = (name: string, version: string) =>
      timeOf(
        `${broker.url}/matrix?q[][pacticipant]=${name}&q[][version]=${version}&latestby=cvpv&environment=${PLACE}`,
      )
    const size = `${filled.pacts} pacts, ${filled.results} results`
    return [
      atMost('broker', `ms of can-i-deploy of a consumer (${size})`, await ask('consumer-7', '20'), 50),
      atMost(
        'broker',
        `ms of can-i-deploy of the provider of ${filled.consumers}`,
        await ask(HUB, 'p20'),
        50,
      ),
      shown('broker', 'ms of the short form', await timeOf(shortForm(broker.url))),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function shortForm(url: string): string {
  return `${url}/can-i-deploy?pacticipant=consumer-7&version=20&environment=${PLACE}`
}

/** The median time of a question, with its answer read; the answer has to be yes. */
async function timeOf(url: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < QUESTIONS; round += 1) {
    const started = performance.now()
    const answer = (await (await fetch(url)).json()) as { readonly summary: { readonly deployable: unknown } }
    times.push(performance.now() - started)
    if (answer.summary.deployable !== true) throw new Error(`the answer is wrong: ${JSON.stringify(answer)}`)
  }
  return median(times)
}

import { examplePact } from './example-pact.ts'

/** How many pacts a broker takes in a second, each of a version of its own, from some clients at once. */
export async function publishingRate(url: string, clients: number, count: number): Promise<number> {
  const started = performance.now()
  let next = 0
  const publish = async (client: number) => {
    while (next < count) {
      next += 1
      await publishOne(url, `publisher-${clients}-${client}`, next)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, client) => publish(client)))
  return count / ((performance.now() - started) / 1_000)
}

async function publishOne(url: string, consumer: string, version: number): Promise<void> {
  const provider = 'published'
  const content = Buffer.from(JSON.stringify(examplePact(consumer, provider, version))).toString('base64')
  const contract = { consumerName: consumer, providerName: provider, specification: 'pact' }
  const body = JSON.stringify({
    ...{ pacticipantName: consumer, pacticipantVersionNumber: `${version}`, branch: 'main' },
    contracts: [{ ...contract, contentType: 'application/json', content }],
  })
  const answer = await fetch(`${url}/contracts/publish`, { method: 'POST', body })
  if (answer.status !== 200) throw new Error(`a pact was not taken: ${await answer.text()}`)
  await answer.arrayBuffer()
}

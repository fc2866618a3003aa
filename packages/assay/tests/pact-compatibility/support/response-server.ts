import { bytesOf } from '../../../src/contract/consumer/check-interaction.ts'
import type { HttpInteraction } from '../../../src/contract/model/pact.ts'
import { type Listening, startServer } from '../../../src/contract/provider/fixtures/listening.ts'
import { targetOf } from '../../../src/contract/provider/outgoing-request.ts'
import { type Occurrence, occurrences } from './occurrences.ts'

/** A provider that answers the requests of interactions with their responses, and 404 to all else. */
export async function serveResponses(interactions: readonly HttpInteraction[]): Promise<Listening> {
  // Requests come outside of the steps, where nothing knows the scenario.
  const seen: Occurrence[] = occurrences()
  return await startServer((request, response) => {
    seen.push({ server: 'provider', headers: request.headers, body: undefined })
    request.resume()
    const asked = interactions.find(
      (interaction) =>
        interaction.request.method === request.method && targetOf(interaction.request) === request.url,
    )
    if (asked === undefined) {
      response.writeHead(404).end()
      return
    }
    const { status, headers, body } = asked.response
    const fields = Object.entries(headers).flatMap(([name, values]) =>
      values.flatMap((value) => [name, value]),
    )
    response.writeHead(status, fields).end(bytesOf(body))
  })
}

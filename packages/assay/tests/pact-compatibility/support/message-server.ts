import type { JsonObject } from '../../../src/contract/model/json.ts'
import {
  type Listening,
  startServer,
  bodyOf as textOf,
} from '../../../src/contract/provider/fixtures/listening.ts'
import type { TypedBody } from './fixtures.ts'
import { occurrences } from './occurrences.ts'

/** A message that a provider makes. */
export interface MadeMessage {
  readonly body: TypedBody
  readonly metadata: JsonObject
}

/**
 * A provider of messages as Pact tools reach it: it is told a description, and answers with the
 * message and its metadata.
 */
export async function serveMessages(messages: ReadonlyMap<string, MadeMessage>): Promise<Listening> {
  const seen = occurrences()
  return await startServer(async (request, response) => {
    const { description } = JSON.parse(await textOf(request)) as { readonly description: string }
    seen.push({ server: 'provider', headers: request.headers, body: undefined })
    const message = messages.get(description)
    if (message === undefined) {
      response.writeHead(404).end(`no message "${description}"`)
      return
    }
    const { body, metadata } = message
    response.writeHead(200, {
      'content-type': body.contentType,
      'pact-message-metadata': Buffer.from(JSON.stringify(metadata)).toString('base64'),
    })
    response.end(body.bytes)
  })
}

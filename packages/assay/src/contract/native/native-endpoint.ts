import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { messageOf } from '../../errors/assay-error.ts'
import type { ActualMessage } from '../matching/actual.ts'
import type { JsonObject } from '../model/json.ts'

/** What the verifier asks for besides the provider. */
export interface NativeAnswers {
  /** What setting up the states gave: they are set up before the verifier starts. */
  readonly values: JsonObject
  /** Makes the message of the interaction; `undefined` when the provider cannot. */
  readonly produceMessage: () => Promise<ActualMessage | undefined>
}

export interface NativeEndpoint extends AsyncDisposable {
  readonly port: number
  readonly statesUrl: string
}

export const MESSAGES_PATH = '/messages'

/** Where the verifier is told of states and gets messages, on a free port of this machine. */
export async function startNativeEndpoint(answers: NativeAnswers): Promise<NativeEndpoint> {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', async () => {
      try {
        await answer(request.url ?? '/', response, answers)
      } catch (error) {
        // A content type or metadata that HTTP cannot say: the verifier shows it as what the provider answered.
        json(response, 500, { error: messageOf(error) })
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    statesUrl: `http://127.0.0.1:${port}/states`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function answer(path: string, response: ServerResponse, answers: NativeAnswers): Promise<void> {
  if (path !== MESSAGES_PATH) return json(response, 200, answers.values)
  const message = await answers.produceMessage()
  // Why there is none is told by whoever asked for the verification.
  if (message === undefined) return json(response, 500, {})
  const { contents, contentType, metadata } = message
  const header = Buffer.from(JSON.stringify(metadata)).toString('base64')
  const type = contentType === undefined ? {} : { 'content-type': contentType }
  response.writeHead(200, { ...type, 'pact-message-metadata': header }).end(contents)
}

function json(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

import { infrastructureError } from '../../errors/assay-error.ts'
import { withoutCredentials } from '../../http/url-credentials.ts'
import { writeInteraction } from '../file/write-interaction.ts'
import type { ActualMessage } from '../matching/actual.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { type Posting, postJson } from './post-json.ts'
import type { WantedMessage } from './produce-messages.ts'
import type { MessageProxyUrl } from './verified-provider.ts'

/**
 * Asks a message proxy for a message: the body of its answer is the contents, the header
 * `Pact-Message-Metadata` holds the metadata, as base64 of JSON.
 *
 * @throws AssayError `message_proxy_failed`
 */
export async function fetchMessage(
  { url }: MessageProxyUrl,
  { interaction, request }: WantedMessage,
  posting: Posting,
): Promise<ActualMessage> {
  const { description, providerStates } = interaction
  const body: JsonObject = {
    description,
    ...(providerStates.length === 0 ? {} : { providerStates: providerStates.map(stateToJson) }),
    ...requestMember(interaction, request),
  }
  const { answer, problem } = await postJson(new URL(url), body, posting)
  if (answer === undefined) throw failedProxy(url, description, problem)
  const contentType = answer.headers['content-type']?.[0]
  const metadata = metadataIn(answer.headers['pact-message-metadata']?.[0], { url, description })
  return {
    contents: answer.body,
    contentType,
    metadata: { ...(contentType === undefined ? {} : { contentType }), ...metadata },
  }
}

/** As it stands in a file of version 4. */
function requestMember(
  interaction: WantedMessage['interaction'],
  request: WantedMessage['request'],
): JsonObject {
  if (request === undefined || interaction.kind !== 'synchronous-message') return {}
  return { request: writeInteraction({ ...interaction, request }, '4.0')['request'] ?? {} }
}

function stateToJson({ name, params }: WantedMessage['interaction']['providerStates'][number]): Json {
  return { name, params }
}

interface Origin {
  readonly url: string
  readonly description: string
}

function metadataIn(header: string | undefined, { url, description }: Origin): JsonObject {
  if (header === undefined) return {}
  try {
    const metadata = JSON.parse(Buffer.from(header, 'base64').toString('utf8')) as Json
    if (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata))
      return metadata as JsonObject
  } catch {
    // Said below, like any other text that is no object.
  }
  throw failedProxy(url, description, 'answered metadata that is not an object in base64')
}

function failedProxy(url: string, description: string, problem: string) {
  return infrastructureError({
    code: 'message_proxy_failed',
    message: `POST ${withoutCredentials(url)} for message "${description}" ${problem}.`,
    fix: 'read the log of the message proxy: it must answer with the message, and a status below 300',
  })
}

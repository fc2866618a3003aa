import { createRandom } from '../../base/random.ts'
import { generateMessage } from '../generators/generate-message.ts'
import type { ActualMessage } from '../matching/actual.ts'
import type { Json } from '../model/json.ts'
import type { Message } from '../model/pact.ts'
import { bytesOf } from './check-interaction.ts'

/** A message as the consumer gets it. */
export interface ReceivedMessage<Contents = unknown> {
  /** The value when it is JSON, otherwise a text or bytes; `undefined` when there are none. */
  readonly contents: Contents
  /** As they came over the wire. */
  readonly bytes: Uint8Array
  readonly contentType: string | undefined
  readonly metadata: Readonly<Record<string, Json>>
}

/** A message as the consumer sends it. */
export interface SentMessage {
  /** Bytes and texts are themselves, everything else is JSON. */
  readonly contents?: unknown
  /** `contentType` is that of the contents. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** The message of an interaction, with new values where it has generators. */
export function receivedMessage(message: Message, seed: string): ReceivedMessage {
  const { part } = generateMessage(message, {
    mode: 'consumer',
    random: createRandom(seed),
    now: new Date(),
    providerState: {},
    // A generator that needs a mock makes nothing, and the example stays.
    mockServerUrl: undefined,
  })
  const { contents, metadata } = part
  const bytes = bytesOf(contents) ?? Buffer.alloc(0)
  const contentType = contents.kind === 'present' ? contents.contentType : undefined
  return { contents: contentsOf(part), bytes, contentType, metadata }
}

function contentsOf({ contents }: Message): unknown {
  if (contents.kind !== 'present') return contents.kind === 'null' ? null : undefined
  if (contents.json !== undefined) return contents.json
  const isText = contents.contentType?.startsWith('text/') === true
  return isText ? contents.bytes.toString('utf8') : contents.bytes
}

/** What was sent, as it would go over the wire. */
export function actualMessage({ contents, metadata = {} }: SentMessage): ActualMessage {
  const type = Object.entries(metadata).find(([name]) => /^content-?type$/i.test(name))?.[1]
  const contentType = typeof type === 'string' ? type : undefined
  if (contents === undefined) return { contents: undefined, contentType, metadata }
  if (contents instanceof Uint8Array) return { contents, contentType, metadata }
  if (typeof contents === 'string') return { contents: Buffer.from(contents), contentType, metadata }
  return {
    contents: Buffer.from(JSON.stringify(contents)),
    contentType: contentType ?? 'application/json',
    metadata,
  }
}

import { configurationError } from '../../errors/assay-error.ts'
import type { ActualMessage } from '../matching/actual.ts'
import { formatOf, parseContentType } from '../matching/content-type.ts'
import type { Message } from '../model/pact.ts'
import type { ProducedMessage, ReceivedMessage } from './messages.ts'

/**
 * What a producer made, as it would be on the wire.
 *
 * @throws AssayError `invalid_message` for what is no object with `contents` or `metadata`
 */
export function actualMessage(produced: ProducedMessage, description: string): ActualMessage {
  if (
    typeof produced !== 'object' ||
    produced === null ||
    !('contents' in produced || 'metadata' in produced)
  )
    throw invalidMessage(description, produced)
  const { contents, metadata = {} } = produced
  const isValue = contents !== undefined && typeof contents !== 'string' && !(contents instanceof Uint8Array)
  const said = Object.entries(metadata).find(([name]) => /^content-?type$/i.test(name))?.[1]
  const contentType = typeof said === 'string' ? said : isValue ? 'application/json' : undefined
  return { contents: toBytes(contents), contentType, metadata }
}

/** A message of a pact, as a provider receives it. */
export function receivedMessage({ contents, metadata }: Message): ReceivedMessage {
  // Copies: whoever changes them does not change the pact.
  const own = structuredClone(metadata)
  if (contents.kind !== 'present') return { contents: Buffer.alloc(0), json: undefined, metadata: own }
  const { bytes, json, contentType } = contents
  return {
    contents: Buffer.from(bytes),
    json: structuredClone(json) ?? jsonIn(bytes, contentType),
    metadata: own,
  }
}

function jsonIn(bytes: Buffer, contentType: string | undefined): unknown {
  if (formatOf(parseContentType(contentType ?? '')) !== 'json') return undefined
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    // The consumer sends what is not JSON and says it is: the provider has to see that too.
    return undefined
  }
}

function toBytes(contents: unknown): Uint8Array | undefined {
  if (contents === undefined || contents instanceof Uint8Array) return contents
  return Buffer.from(typeof contents === 'string' ? contents : JSON.stringify(contents))
}

function invalidMessage(description: string, produced: unknown) {
  return configurationError({
    code: 'invalid_message',
    message: `What was made for message "${description}" is no message: ${JSON.stringify(produced)}.`,
    fix: 'return `{ contents, metadata }`, where metadata may be left out',
  })
}

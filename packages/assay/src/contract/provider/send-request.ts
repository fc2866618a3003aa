import { messageOf } from '../../errors/assay-error.ts'
import type { ActualResponse } from '../matching/actual.ts'
import { AnswerTooLarge, decodeContent } from './decode-content.ts'
import { type NoAnswer, noAnswer } from './no-answer.ts'
import { socketOpener } from './open-socket.ts'
import type { OutgoingRequest } from './outgoing-request.ts'
import { type Exchanged, ProviderConnection } from './provider-connection.ts'
import { type WrittenRequest, writeRequest } from './write-request.ts'

/** Where a request goes, and what is too much for its answer. */
export interface Destination {
  readonly url: URL
  readonly timeoutMs: number
  readonly maxBodyBytes: number
  readonly isInsecure: boolean
  readonly signal: AbortSignal | undefined
}

export type Sent =
  | { readonly answer: ActualResponse; readonly wasRepeated: boolean }
  | { readonly none: NoAnswer }

/** As much as a head may have before it counts as endless. */
const MAX_HEAD_BYTES = 131_072

/** Connections that wait for the next request, by where they go; each for a moment only. */
const kept = new Map<ProviderConnection, string>()

/**
 * Sends a request and reads the whole answer. Redirects are answers like others. A kept connection
 * that the provider has closed in the meantime is no answer of the provider: the request is sent
 * once more on a new one.
 */
export async function sendRequest(request: OutgoingRequest, destination: Destination): Promise<Sent> {
  const { url, signal } = destination
  if (signal?.aborted) return { none: noAnswer('aborted', 'the run was interrupted') }
  const written = writeRequest(request, url)
  if ('problem' in written) return { none: noAnswer('not-sendable', written.problem) }
  const connection = takeKept(placeOf(destination))
  if (connection !== undefined) {
    const exchanged = await exchange(connection, written, destination)
    const isStale = 'none' in exchanged && exchanged.isStale
    if (!isStale) return toSent(exchanged, destination, false)
  }
  const exchanged = await exchange(await openTo(destination), written, destination)
  return toSent(exchanged, destination, connection !== undefined)
}

async function openTo({ url, isInsecure }: Destination): Promise<ProviderConnection> {
  const open = await socketOpener(url, isInsecure)
  return new ProviderConnection(open, (connection) => kept.delete(connection))
}

async function exchange(
  connection: ProviderConnection,
  written: WrittenRequest,
  destination: Destination,
): Promise<Exchanged> {
  const exchanged = await connection.exchange(written, { ...destination, maxHeadBytes: MAX_HEAD_BYTES })
  if (connection.isOpen) {
    connection.keep()
    kept.set(connection, placeOf(destination))
  }
  return exchanged
}

function takeKept(place: string): ProviderConnection | undefined {
  for (const [connection, to] of kept) {
    if (to !== place) continue
    kept.delete(connection)
    connection.wake()
    return connection
  }
  return undefined
}

function placeOf({ url, isInsecure }: Destination): string {
  return `${url.origin} ${isInsecure}`
}

function toSent(exchanged: Exchanged, { maxBodyBytes }: Destination, wasRepeated: boolean): Sent {
  if ('none' in exchanged) return { none: exchanged.none }
  const { status, head, body } = exchanged.read
  const headers = headersIn(head)
  try {
    const decoded = decodeContent(body, headers['content-encoding']?.join(', '), maxBodyBytes)
    return { answer: { status, headers, body: decoded }, wasRepeated }
  } catch (cause) {
    const reason = cause instanceof AnswerTooLarge ? 'too-large' : 'broken'
    return { none: noAnswer(reason, messageOf(cause), cause) }
  }
}

/** All values of each header, by its name in lower case. */
function headersIn(head: string): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null)
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    headers[name] ??= []
    // Not \s, which takes a no-break space (0xa0) for white space: HTTP does not.
    headers[name].push(line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, ''))
  }
  return headers
}

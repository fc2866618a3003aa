import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Chunk, StreamSource } from './answer.ts'
import type { ReceivedRequest } from './received.ts'
import { waitUnlessGone } from './wait-unless-gone.ts'

/** Pieces in which a slow body is sent, each second. */
const PIECES_PER_SECOND = 20

/** Sends a body piece by piece, no faster than it is read, until it ends or the connection is gone. */
export async function sendPieces(
  pieces: AsyncIterable<Chunk>,
  response: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  for await (const piece of pieces) {
    if (gone.aborted) return
    if (!response.write(piece)) await drained(response, gone)
  }
  if (!gone.aborted) response.end()
}

/** The pieces of a stream of the test. */
export function piecesOf(
  stream: StreamSource,
  request: () => ReceivedRequest,
  gone: AbortSignal,
): AsyncIterable<Chunk> {
  if (typeof stream === 'function') return stream(request(), gone)
  return Symbol.asyncIterator in stream ? stream : timedPieces(stream, gone)
}

async function* timedPieces(
  list: Exclude<StreamSource, AsyncIterable<Chunk> | ((...arguments_: never) => unknown)>,
  gone: AbortSignal,
): AsyncGenerator<Chunk> {
  for (const item of list) {
    const isPlain = typeof item === 'string' || item instanceof Uint8Array
    const { data, delayMs = 0 } = isPlain ? { data: item } : item
    if (delayMs > 0 && !(await waitUnlessGone(delayMs, gone))) return
    yield data
  }
}

/** A whole body in pieces, at a rate. */
export async function* dribble(
  payload: Chunk | undefined,
  bytesPerSecond: number,
  gone: AbortSignal,
): AsyncGenerator<Chunk> {
  const bytes = Buffer.from(payload ?? '')
  const pieceBytes = Math.max(1, Math.round(bytesPerSecond / PIECES_PER_SECOND))
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const piece = bytes.subarray(start, start + pieceBytes)
    if (!(await waitUnlessGone((piece.length / bytesPerSecond) * 1_000, gone))) return
    yield piece
  }
}

async function drained(response: ServerResponse, gone: AbortSignal): Promise<void> {
  try {
    await once(response, 'drain', { signal: gone })
  } catch {
    // The connection is gone, which the caller sees by the signal.
  }
}

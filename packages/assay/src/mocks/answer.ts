import type { ReceivedRequest } from './received.ts'

/**
 * What goes wrong with an answer, on purpose:
 * `reset` (the connection is reset before an answer), `close` (it is closed before an answer), `hang`
 * (there is never an answer), `cut` (it is reset after the headers and half of the body), `garbage`
 * (what is sent is not HTTP).
 */
export type AnswerFault = 'reset' | 'close' | 'hang' | 'cut' | 'garbage'

/** A piece of a streamed body. */
export type Chunk = string | Uint8Array

export interface TimedChunk {
  readonly data: Chunk
  /** How long to wait before it is sent. */
  readonly delayMs?: number
}

/**
 * A body sent piece by piece: a list, a function that makes an iterable for each request, or one
 * iterable, which can be read only once. The signal is aborted when the connection is gone.
 */
export type StreamSource =
  | readonly (Chunk | TimedChunk)[]
  | ((request: ReceivedRequest, signal: AbortSignal) => AsyncIterable<Chunk>)
  | AsyncIterable<Chunk>

/** What a stub answers. */
export interface Answer {
  /** Default 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown
  /** Sent piece by piece, instead of `body`. */
  readonly stream?: StreamSource
  /** How long to wait before answering, at most ten minutes. */
  readonly delayMs?: number
  /** Sends the body slowly. */
  readonly bytesPerSecond?: number
  readonly fault?: AnswerFault
  /** Do not hold this answer to the OpenAPI document of the stub. */
  readonly unchecked?: boolean
}

export type AnswerFunction = (request: ReceivedRequest) => Answer | Promise<Answer>

/** One answer for all requests, or one after the other for each, of which the last one repeats. */
export type AnswerSource = Answer | AnswerFunction | readonly (Answer | AnswerFunction)[]

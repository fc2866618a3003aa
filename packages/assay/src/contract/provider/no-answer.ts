import type { ProtocolError } from '../../load/http1/protocol-error.ts'

/** Why there is no complete answer. */
export interface NoAnswer {
  readonly reason: NoAnswerReason
  /** What the system or the parser says. */
  readonly detail: string
  readonly cause: unknown
}

export type NoAnswerReason =
  | 'aborted'
  | 'broken'
  | 'not-http'
  | 'not-sendable'
  | 'slow'
  | 'too-large'
  | 'unreachable'

/** How far an exchange has come: what is wrong means something else at each step. */
export type Progress = 'connecting' | 'asked' | 'in-head' | 'in-body'

export function noAnswer(reason: NoAnswerReason, detail: string, cause?: unknown): NoAnswer {
  return { reason, detail, cause }
}

/** The time for the answer is over. */
export function tooSlow(progress: Progress): NoAnswer {
  return noAnswer('slow', SLOW[progress])
}

const SLOW: Readonly<Record<Progress, string>> = {
  connecting: 'no connection was made',
  asked: 'nothing came',
  'in-head': 'the beginning of an answer came, but not the end of its head',
  'in-body': 'the head of the answer came, but not its end',
}

/** The connection ended, with an error or without one. */
export function endedEarly(progress: Progress, error?: NodeJS.ErrnoException): NoAnswer {
  // Several addresses that all failed are an error without a message of its own.
  const message = error?.message || error?.code
  if (progress === 'connecting')
    return noAnswer('unreachable', message ?? 'the connection was not accepted', error)
  const when = progress === 'asked' ? 'without an answer' : 'in the middle of the answer'
  return noAnswer(
    'broken',
    `the connection closed ${when}${message === undefined ? '' : ` (${message})`}`,
    error,
  )
}

/** How much an answer may have. */
export interface AnswerLimits {
  readonly maxHeadBytes: number
  readonly maxBodyBytes: number
}

/** The answer is not HTTP, or more than is read. */
export function notReadable(error: ProtocolError, { maxHeadBytes, maxBodyBytes }: AnswerLimits): NoAnswer {
  switch (error.code) {
    case 'body_too_large':
      return noAnswer('too-large', bodyTooLarge(maxBodyBytes), error)
    case 'head_too_large':
    case 'trailers_too_large':
      return noAnswer('too-large', `its head has more than ${maxHeadBytes} bytes`, error)
    default:
      return noAnswer('not-http', error.message, error)
  }
}

export function bodyTooLarge(maxBytes: number): string {
  return `its body has more than ${maxBytes} bytes`
}

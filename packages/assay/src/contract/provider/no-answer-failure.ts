import type { Failure } from '../../errors/assay-error.ts'
import type { NoAnswer, NoAnswerReason } from './no-answer.ts'

/** Who was asked for what. */
export interface Asked {
  readonly provider: string
  /** `GET http://127.0.0.1:49152/products/7` */
  readonly line: string
  readonly timeoutMs: number
}

type Told = Pick<Failure, 'code' | 'message' | 'fix'>

/** What to tell when a provider gave no answer that could be compared. */
export function noAnswerFailure({ reason, detail, cause }: NoAnswer, asked: Asked): Failure {
  return { ...told(reason, asked), evidence: [asked.line, detail], cause }
}

function told(reason: NoAnswerReason, { provider, timeoutMs }: Asked): Told {
  switch (reason) {
    case 'aborted':
      return { code: 'verification_interrupted', message: 'The interaction was not verified to its end.' }
    case 'unreachable':
      return {
        code: 'provider_unreachable',
        message: `Provider "${provider}" could not be reached.`,
        fix: 'start it, and check its address',
      }
    case 'slow':
      return {
        code: 'provider_too_slow',
        message: `Provider "${provider}" did not answer within ${timeoutMs} ms.`,
        fix: 'find out what it waits for (a neighbour, a lock, a state that was not set up), or raise timeoutMs',
      }
    case 'too-large':
      return {
        code: 'provider_answer_too_large',
        message: `Provider "${provider}" answered more than is read.`,
        fix: 'find out why its answer does not end, or raise maxBodyBytes',
      }
    case 'broken':
      return {
        code: 'provider_answer_broken',
        message: `Provider "${provider}" gave no answer that can be read.`,
        fix: 'read its log: it may have crashed on this request',
      }
    case 'not-http':
      return {
        code: 'provider_answer_not_http',
        message: `Provider "${provider}" answered what is not HTTP.`,
        fix: 'check that its address and port are those of its HTTP interface',
      }
    case 'not-sendable':
      return {
        code: 'request_not_sendable',
        message: `The request to provider "${provider}" cannot be said in HTTP.`,
        fix: 'correct the method or the headers in the pact, or what a request filter made of them',
      }
  }
}

export type {
  Answer,
  AnswerFault,
  AnswerFunction,
  AnswerSource,
  Chunk,
  StreamSource,
  TimedChunk,
} from '../mocks/answer.ts'
export type { BodyCondition, Conditions } from '../mocks/condition.ts'
export type { NearMiss } from '../mocks/near-miss.ts'
export type { Call, ReceivedRequest } from '../mocks/received.ts'
export { type Stub, startStub } from '../mocks/stub.ts'
export type { ConditionalRoute, StubOptions } from '../mocks/stub-options.ts'
export type { Bounded, UnexpectedReason, UnexpectedRequest } from '../mocks/unexpected-request.ts'
export {
  type CallExpectation,
  type CallVerdict,
  type ExpectedRequest,
  verifyCalls,
} from '../mocks/verify-calls.ts'

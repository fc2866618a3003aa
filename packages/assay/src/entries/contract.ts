export {
  arrayContaining,
  atLeastLike,
  atMostLike,
  eachKeyLike,
  eachKeyMatches,
  eachLike,
  eachValueMatches,
  type ItemOptions,
} from '../contract/consumer/collection-matchers.ts'
export type { Send } from '../contract/consumer/converse.ts'
export { exampleOf } from '../contract/consumer/example-of.ts'
export type {
  BodyTemplate,
  Given,
  HttpInteractionOptions,
  InteractionOptions,
  MessageOptions,
  MessageTemplate,
  RequestTemplate,
  ResponseTemplate,
  SynchronousMessageOptions,
  TextTemplate,
} from '../contract/consumer/interaction-options.ts'
export type { ExampleOf, Matcher, Template } from '../contract/consumer/matcher.ts'
export type { PactMock } from '../contract/consumer/mock-server.ts'
export { fromProviderState, mockServerUrl } from '../contract/consumer/origin-matchers.ts'
export { type ConsumerPact, type PactOptions, pact } from '../contract/consumer/pact.ts'
export { nullable, optional } from '../contract/consumer/presence-matchers.ts'
export type { ReceivedMessage, SentMessage } from '../contract/consumer/received-message.ts'
export { date, datetime, regex, term, time, uuid } from '../contract/consumer/text-matchers.ts'
export {
  boolean,
  decimal,
  equal,
  include,
  integer,
  like,
  notEmpty,
  nullValue,
  number,
  semver,
  statusCode,
  string,
} from '../contract/consumer/value-matchers.ts'
export type { ProducedMessage } from '../contract/provider/messages.ts'
export type { OutgoingRequest } from '../contract/provider/outgoing-request.ts'
export type { Register } from '../model/register.ts'
export { type EventuallyOptions, eventually } from '../vitest/eventually.ts'
export {
  type MessageProducer,
  type MessageRequest,
  messages,
  type ProviderEnvironment,
  type RequestContext,
  type RequestFilter,
  requestFilter,
  type StateContext,
  type StateFunction,
  type StateHandler,
  states,
} from '../vitest/registered-provider.ts'

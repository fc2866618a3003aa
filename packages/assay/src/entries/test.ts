export {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  vi,
} from 'vitest'
export type { Random } from '../base/random.ts'
export type { Data, Factory, FactoryTools } from '../data/factory.ts'
export type { NatsHandle } from '../data/nats-handle.ts'
export type { PostgresHandle } from '../data/postgres-handle.ts'
export type { Collected, PublishOptions, RabbitmqHandle, ReceivedMessage } from '../data/rabbitmq-handle.ts'
export type { RedisHandle } from '../data/redis-handle.ts'
export type { RequestOptions, ServiceClient, ServiceResponse } from '../http/service-client.ts'
export type { Register } from '../model/register.ts'
export type { Clock } from '../vitest/clock.ts'
export { type EventuallyOptions, eventually } from '../vitest/eventually.ts'
export type { AssayMatchers, ExpectedProblem } from '../vitest/matchers.ts'
export { factory, test } from '../vitest/registered-test.ts'
export type { ServiceHandle } from '../vitest/service-handle.ts'

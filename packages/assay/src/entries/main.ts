export type {
  BrokerOptions,
  ConsumerVersionSelector,
  ContractIsolation,
  ContractOptions,
  ProviderContractOptions,
} from '../model/contract-options.ts'
export { defineSystem, type Isolation, type SystemDefinition, type TestOptions } from '../model/definition.ts'
export { type Gate, gate, type Limit, type Thresholds } from '../model/gate.ts'
export type { Level } from '../model/level.ts'
export {
  type Migration,
  nats,
  type PostgresOptions,
  postgres,
  type Resource,
  type ResourceOptions,
  rabbitmq,
  redis,
} from '../model/resource.ts'
export { type HealthOptions, type Service, type ServiceOptions, service } from '../model/service.ts'

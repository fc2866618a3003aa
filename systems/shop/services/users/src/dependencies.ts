import type { HealthChecks } from '@shop/service-kit/health'
import type { Logger } from '@shop/service-kit/logger'
import type { Neighbour } from '@shop/service-kit/neighbour'
import type { Outbox } from '@shop/service-kit/outbox'
import type { Tokens } from '@shop/service-kit/token'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'
import type { UserCache } from './user-cache.ts'

/** What the HTTP side of this service works with. */
export interface Dependencies {
  readonly database: Kysely<Tables>
  readonly outbox: Outbox<Tables>
  readonly cache: UserCache
  readonly orders: Neighbour
  readonly tokens: Tokens
  readonly tokenLifetimeSeconds: number
  readonly passwordCost: number
  readonly checks: HealthChecks
  readonly log: Logger
}

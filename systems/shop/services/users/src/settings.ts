import {
  count,
  databaseVariables,
  httpUrl,
  messagingVariables,
  milliseconds,
  redisVariables,
  serviceVariables,
  tokenVariables,
} from '@shop/service-kit/settings'
import { z } from 'zod'

/** The variables of this service. */
export const variables = {
  ...serviceVariables,
  ...databaseVariables,
  ...messagingVariables,
  ...redisVariables,
  ...tokenVariables,
  ORDERS_URL: httpUrl,
  MAIL_URL: httpUrl,
  NEIGHBOUR_TIMEOUT_MS: milliseconds(2000),
  TOKEN_LIFETIME_SECONDS: count(3600, 86_400),
  /** scrypt's N is two to this power. */
  PASSWORD_COST: z.coerce.number('must be a whole number').int().min(4).max(20).default(14),
}

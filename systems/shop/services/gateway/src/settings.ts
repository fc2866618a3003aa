import {
  count,
  httpUrl,
  milliseconds,
  redisVariables,
  serviceVariables,
  tokenVariables,
} from '@shop/service-kit/settings'
import { z } from 'zod'

/** The variables of this service. */
export const variables = {
  ...serviceVariables,
  ...redisVariables,
  ...tokenVariables,
  USERS_URL: httpUrl,
  PRODUCTS_URL: httpUrl,
  ORDERS_URL: httpUrl,
  UPSTREAM_TIMEOUT_MS: milliseconds(5000),
  RATE_LIMIT_PER_MINUTE: count(600),
  LOGIN_LIMIT_PER_MINUTE: count(60),
  TRUST_PROXY: z.enum(['true', 'false'], 'must be true or false').default('false'),
  /** The origins whose pages may call the shop, separated by commas. */
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .transform((origins) => origins.filter((origin) => origin !== '')),
}

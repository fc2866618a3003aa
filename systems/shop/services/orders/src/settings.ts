import {
  databaseVariables,
  httpUrl,
  messagingVariables,
  milliseconds,
  serviceVariables,
  tokenVariables,
} from '@shop/service-kit/settings'

/** The variables of this service. */
export const variables = {
  ...serviceVariables,
  ...databaseVariables,
  ...messagingVariables,
  ...tokenVariables,
  PRODUCTS_URL: httpUrl,
  INVENTORY_URL: httpUrl,
  NEIGHBOUR_TIMEOUT_MS: milliseconds(2000),
}

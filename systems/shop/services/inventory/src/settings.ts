import { databaseVariables, messagingVariables, serviceVariables } from '@shop/service-kit/settings'

/** The variables of this service. */
export const variables = { ...serviceVariables, ...databaseVariables, ...messagingVariables }

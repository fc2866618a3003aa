import type { Route } from '../http/route.ts'
import { BADGE_ROUTES } from './badge-routes.ts'
import { BRANCH_ROUTES } from './branch-routes.ts'
import { DELIVERY_ROUTES } from './delivery-routes.ts'
import { ENVIRONMENT_ROUTES } from './environment-routes.ts'
import { INDEX_ROUTES } from './index-routes.ts'
import { INTEGRATION_ROUTES } from './integration-routes.ts'
import { MATRIX_ROUTES } from './matrix-routes.ts'
import { PACT_LIST_ROUTES } from './pact-list-routes.ts'
import { PACT_ROUTES } from './pact-routes.ts'
import { PACTICIPANT_ROUTES } from './pacticipant-routes.ts'
import { PLACEMENT_ROUTES } from './placement-routes.ts'
import { PROVIDER_STATE_ROUTES } from './provider-state-routes.ts'
import { PUBLICATION_ROUTES } from './publication-routes.ts'
import { SELECTION_ROUTES } from './selection-routes.ts'
import { TAG_ROUTES } from './tag-routes.ts'
import { VERIFICATION_ROUTES } from './verification-routes.ts'
import { VERSION_ROUTES } from './version-routes.ts'
import { WEBHOOK_ROUTES } from './webhook-routes.ts'

/** Everything a broker answers. */
export const ALL_ROUTES: readonly Route[] = [
  ...INDEX_ROUTES,
  ...PACTICIPANT_ROUTES,
  ...VERSION_ROUTES,
  ...BRANCH_ROUTES,
  ...TAG_ROUTES,
  ...ENVIRONMENT_ROUTES,
  ...PLACEMENT_ROUTES,
  ...PUBLICATION_ROUTES,
  ...PACT_ROUTES,
  ...PACT_LIST_ROUTES,
  ...PROVIDER_STATE_ROUTES,
  ...SELECTION_ROUTES,
  ...VERIFICATION_ROUTES,
  ...MATRIX_ROUTES,
  ...WEBHOOK_ROUTES,
  ...DELIVERY_ROUTES,
  ...INTEGRATION_ROUTES,
  ...BADGE_ROUTES,
]

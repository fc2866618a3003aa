import type { Call } from '../http/call.ts'
import { Refusal } from '../http/refusal.ts'
import { svg } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { askMatrix } from '../matrix/ask-matrix.ts'
import type { MatrixQuery } from '../matrix/matrix-query.ts'
import { deployQuery } from '../matrix/read-matrix-query.ts'
import { type Badge, badgeSvg } from '../pages/badge-svg.ts'
import { findPacticipant } from '../store/pacticipants.ts'
import { latestPacts, type PactFilter } from '../store/pacts.ts'
import { latestVerification } from '../store/verifications.ts'
import { latestSelector } from './matrix-routes.ts'

const PARTIES = '/pacts/provider/:provider/consumer/:consumer'
const PACTICIPANT = '/pacticipants/:pacticipant'

export const BADGE_ROUTES = [
  route(`GET ${PARTIES}/latest/badge`, (call) => pactBadge(call, call.parameters)),
  route(`GET ${PARTIES}/latest/:tag/badge`, (call) => pactBadge(call, call.parameters)),
  route(`GET ${PARTIES}/latest-untagged/badge`, (call) =>
    pactBadge(call, { ...call.parameters, isUntagged: true }),
  ),
  route(`GET ${PARTIES}/branch/:branch/latest/badge`, (call) => pactBadge(call, call.parameters)),
  route(`GET ${PACTICIPANT}/latest-version/:tag/can-i-deploy/to/:to/badge`, (call) => {
    const { pacticipant, tag, to } = call.parameters
    const label = call.query.get('label') ?? `can-i-deploy to ${to}`
    return deployBadge(call, label, () =>
      deployQuery(latestSelector(call, pacticipant, { tag }), { tag: to }),
    )
  }),
  route(
    `GET ${PACTICIPANT}/branches/:branch/latest-version/can-i-deploy/to-environment/:environment/badge`,
    (call) => {
      const { pacticipant, branch, environment } = call.parameters
      const label = call.query.get('label') ?? `can-i-deploy to ${environment}`
      return deployBadge(call, label, () =>
        deployQuery(latestSelector(call, pacticipant, { branch }), { environment }),
      )
    },
  ),
  route(`GET ${PACTICIPANT}/main-branch/can-i-merge/badge`, (call) => {
    const { pacticipant } = call.parameters
    const label = call.query.get('label') ?? 'can-i-merge'
    const branch = findPacticipant(call.database, pacticipant)?.mainBranch ?? ''
    return deployBadge(call, label, () => ({
      ...deployQuery(latestSelector(call, pacticipant, { branch }), {}),
      target: { isMainBranch: true, isLatest: true },
    }))
  }),
  route('GET /matrix/provider/:provider/latest/:tag/consumer/:consumer/latest/:to/badge', (call) => {
    const { provider, tag, consumer, to } = call.parameters
    const label = call.query.get('label') ?? `${consumer}/${provider}`
    return deployBadge(call, label, () => ({
      selectors: [latestSelector(call, consumer, { tag: to }), latestSelector(call, provider, { tag })],
      ...{ ignored: [], target: { isMainBranch: false, isLatest: false }, latestBy: 'cvpv', limit: 100 },
    }))
  }),
]

type Source = Pick<Call, 'database' | 'query'>

function pactBadge(
  { database, query }: Source,
  filter: PactFilter & { readonly consumer: string; readonly provider: string },
) {
  const label = query.get('label') ?? `${filter.consumer}/${filter.provider} pact`
  const [pact] = latestPacts(database, filter)
  if (pact === undefined) return svg(badgeSvg({ label, message: 'not found', color: 'grey' }))
  const result = latestVerification(database, pact.content)
  const state = result === undefined ? null : result.success === 1
  return svg(badgeSvg({ label, ...verified(state) }))
}

function deployBadge({ database }: Source, label: string, queryOf: () => MatrixQuery) {
  try {
    const { deployable } = askMatrix(database, queryOf()).verdict
    const message = deployable === null ? 'unknown' : deployable ? 'yes' : 'no'
    return svg(badgeSvg({ label, message, color: verified(deployable).color }))
  } catch (error) {
    // A badge is an image on a page: it says what it can, and never breaks.
    if (!(error instanceof Refusal)) throw error
    return svg(badgeSvg({ label, message: 'not found', color: 'grey' }))
  }
}

function verified(success: boolean | null): Pick<Badge, 'message' | 'color'> {
  if (success === null) return { message: 'unknown', color: 'grey' }
  return success ? { message: 'verified', color: 'green' } : { message: 'failed', color: 'red' }
}

import { matrixHal } from '../hal/matrix-hal.ts'
import type { Call } from '../http/call.ts'
import { refuse } from '../http/refusal.ts'
import { hal } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { askMatrix } from '../matrix/ask-matrix.ts'
import type { MatrixQuery, MatrixSelector } from '../matrix/matrix-query.ts'
import { deployQuery, readDeployQuery, readMatrixQuery } from '../matrix/read-matrix-query.ts'
import { latestVersion, type VersionFilter } from '../store/versions.ts'

const LATEST_OF_TAG = '/pacticipants/:pacticipant/latest-version/:tag/can-i-deploy/to/:to'
const LATEST_OF_BRANCH =
  '/pacticipants/:pacticipant/branches/:branch/latest-version/can-i-deploy/to-environment/:environment'

export const MATRIX_ROUTES = [
  route('GET /matrix', (call) => answer(call, readMatrixQuery(call.query))),
  route('GET /can-i-deploy', (call) => answer(call, readDeployQuery(call.query))),
  route('GET /matrix/provider/:provider/consumer/:consumer', (call) => {
    const names = [call.parameters.consumer, call.parameters.provider]
    return answer(call, {
      selectors: names.map((pacticipant) => ({ pacticipant, isLatest: false, isMainBranch: false })),
      ignored: [],
      target: { isLatest: false, isMainBranch: false },
      limit: 1_000,
    })
  }),
  route(`GET ${LATEST_OF_TAG}`, (call) => {
    const { pacticipant, tag, to } = call.parameters
    return answer(call, deployQuery(latestSelector(call, pacticipant, { tag }), { tag: to }))
  }),
  route(`GET ${LATEST_OF_BRANCH}`, (call) => {
    const { pacticipant, branch, environment } = call.parameters
    return answer(call, deployQuery(latestSelector(call, pacticipant, { branch }), { environment }))
  }),
]

/** The latest version of a branch or with a tag, by its number. */
export function latestSelector(
  { database }: Pick<Call, 'database'>,
  pacticipant: string,
  filter: VersionFilter,
): MatrixSelector {
  const version = latestVersion(database, pacticipant, filter)
  const name = filter.tag === undefined ? `on branch ${filter.branch}` : `with tag ${filter.tag}`
  if (version === undefined) throw refuse(404, `There is no version of ${pacticipant} ${name}.`)
  return { pacticipant, version: version.number, isLatest: false, isMainBranch: false }
}

function answer({ database, urls }: Pick<Call, 'database' | 'urls'>, query: MatrixQuery) {
  return hal(matrixHal(urls, askMatrix(database, query)))
}

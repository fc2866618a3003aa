import { matrixHal } from '../hal/matrix-hal.ts'
import { type Call, wants } from '../http/call.ts'
import { refuse } from '../http/refusal.ts'
import { hal, html, type Reply } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { askMatrix } from '../matrix/ask-matrix.ts'
import type { MatrixQuery, MatrixSelector } from '../matrix/matrix-query.ts'
import { deployQuery, readDeployQuery, readMatrixQuery } from '../matrix/read-matrix-query.ts'
import { type Question, resultsPage } from '../pages/results-page.ts'
import { latestVersion, type VersionFilter } from '../store/versions.ts'

const ANY = { isLatest: false, isMainBranch: false }
const LATEST_OF_TAG = '/pacticipants/:pacticipant/latest-version/:tag/can-i-deploy/to/:to'
const LATEST_OF_BRANCH =
  '/pacticipants/:pacticipant/branches/:branch/latest-version/can-i-deploy/to-environment/:environment'

export const MATRIX_ROUTES = [
  route('GET /matrix', (call) => answer(call, readMatrixQuery(call.query))),
  route('GET /can-i-deploy', (call) => answer(call, readDeployQuery(call.query))),
  route('GET /matrix/provider/:provider/consumer/:consumer', (call) => {
    const { consumer, provider } = call.parameters
    const query = {
      selectors: [consumer, provider].map((pacticipant) => ({ pacticipant, ...ANY })),
      ...{ ignored: [], target: ANY, limit: 1_000 },
    }
    return answer(call, query, {
      title: `${consumer} → ${provider}`,
      isAboutDeployment: false,
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

function answer(
  call: Pick<Call, 'database' | 'urls' | 'headers'>,
  query: MatrixQuery,
  question: Question = { title: titleOf(query), isAboutDeployment: true },
): Reply {
  const view = askMatrix(call.database, query)
  return wants(call, 'text/html')
    ? html(resultsPage(call.urls, view, question))
    : hal(matrixHal(call.urls, view))
}

function titleOf({ selectors, target }: MatrixQuery): string {
  const who = selectors.map(({ pacticipant, version }) => [pacticipant, version].filter(Boolean).join(' '))
  const where = target.environment ?? target.tag
  return `${who.join(' and ')}${where === undefined ? '' : ` to ${where}`}`
}

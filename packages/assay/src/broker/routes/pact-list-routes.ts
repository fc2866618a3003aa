import { pactListHal } from '../hal/pact-hal.ts'
import type { Call } from '../http/call.ts'
import { present } from '../http/refusal.ts'
import { hal } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { findPacticipant } from '../store/pacticipants.ts'
import { latestPacts, listPacts, type Pact, type PactFilter } from '../store/pacts.ts'
import { remove } from './pact-routes.ts'

const PROVIDER = '/pacts/provider/:provider'
const PARTIES = `${PROVIDER}/consumer/:consumer` as const

export const PACT_LIST_ROUTES = [
  route('GET /pacts/latest', (call) => shown(call, latestPacts(call.database, {}))),
  route(`GET ${PROVIDER}`, (call) => all(call, {})),
  route(`GET ${PROVIDER}/latest`, (call) => latest(call, {})),
  route(`GET ${PROVIDER}/latest/:tag`, (call) => latest(call, { tag: call.parameters.tag })),
  route(`GET ${PROVIDER}/tag/:tag`, (call) => all(call, { tag: call.parameters.tag })),
  route(`GET ${PROVIDER}/branch`, (call) => all(call, { isMainBranch: true })),
  route(`GET ${PROVIDER}/branch/latest`, (call) => latest(call, { isMainBranch: true })),
  route(`GET ${PROVIDER}/branch/:branch`, (call) => all(call, { branch: call.parameters.branch })),
  route(`GET ${PROVIDER}/branch/:branch/latest`, (call) => latest(call, { branch: call.parameters.branch })),
  route(`GET ${PARTIES}/versions`, (call) => all(call, { consumer: call.parameters.consumer })),
  route(`DELETE ${PARTIES}/versions`, (call) => remove(call, call.parameters)),
  route(`GET ${PARTIES}/tag/:tag`, (call) => all(call, call.parameters)),
  route(`DELETE ${PARTIES}/tag/:tag`, (call) => remove(call, call.parameters)),
  route(`GET ${PARTIES}/branch`, (call) => all(call, { ...call.parameters, isMainBranch: true })),
  route(`GET ${PARTIES}/branch/versions`, (call) => all(call, { ...call.parameters, isMainBranch: true })),
  route(`GET ${PARTIES}/branch/latest/versions`, (call) =>
    latest(call, { ...call.parameters, isMainBranch: true }),
  ),
  // The command line asks here for the main branch; a branch may have the name too.
  route(`GET ${PARTIES}/branch/latest`, (call) => {
    const branch = { ...call.parameters, branch: 'latest' }
    const hasOwn = listPacts(call.database, branch).length > 0
    return hasOwn ? all(call, branch) : latest(call, { ...call.parameters, isMainBranch: true })
  }),
  route(`GET ${PARTIES}/branch/:branch`, (call) => all(call, call.parameters)),
  route(`DELETE ${PARTIES}/branch/:branch`, (call) => remove(call, call.parameters)),
  route(`GET ${PARTIES}/branch/:branch/latest/versions`, (call) => latest(call, call.parameters)),
]

type OfProvider = Call<{ readonly provider: string }>

function latest(call: OfProvider, filter: PactFilter) {
  const { provider } = call.parameters
  refuseUnknown(call, { ...filter, provider })
  return shown(call, latestPacts(call.database, { ...filter, provider }))
}

function all(call: OfProvider, filter: PactFilter) {
  const { provider } = call.parameters
  refuseUnknown(call, { ...filter, provider })
  return shown(call, listPacts(call.database, { ...filter, provider }).toReversed())
}

function refuseUnknown({ database }: Pick<Call, 'database'>, { provider, consumer }: PactFilter): void {
  for (const name of [provider, consumer]) {
    if (name !== undefined) present(findPacticipant(database, name), `pacticipant ${name}`)
  }
}

function shown({ urls, path }: Pick<Call, 'urls' | 'path'>, pacts: readonly Pact[]) {
  return hal(pactListHal(urls, pacts, urls.at(path)))
}

import { type Call, parseJson } from '../http/call.ts'
import { present } from '../http/refusal.ts'
import { hal } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { statesOf, usedStates } from '../pacts/provider-states.ts'
import { findPacticipant } from '../store/pacticipants.ts'
import { contentText, type Pact } from '../store/pacts.ts'
import { branchHeads, placedPacts } from '../store/selected-pacts.ts'
import { environmentOf } from './environment-routes.ts'

const STATES = '/pacts/provider/:provider/provider-states'

export const PROVIDER_STATE_ROUTES = [
  route(`GET ${STATES}`, (call) => {
    const { provider } = call.parameters
    return listed(call, branchHeads(call.database, { provider, isMain: true }))
  }),
  route(`GET ${STATES}/branch/:branch`, (call) => {
    const { provider, branch } = call.parameters
    return listed(call, branchHeads(call.database, { provider, line: branch }))
  }),
  route(`GET ${STATES}/environment/:environment`, (call) => {
    const { provider, environment: key } = call.parameters
    const { name } = environmentOf(call, key)
    return listed(call, placedPacts(call.database, { provider, environment: name }))
  }),
]

function listed(call: Call<{ readonly provider: string }>, pacts: readonly Pact[]) {
  const { database, parameters } = call
  present(findPacticipant(database, parameters.provider), `pacticipant ${parameters.provider}`)
  const needed = pacts.map(({ content, consumer }) => ({
    consumer,
    states: statesOf(parseJson(contentText(database, content), 'The pact')),
  }))
  return hal({ providerStates: usedStates(needed) })
}

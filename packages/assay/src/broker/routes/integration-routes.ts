import { dashboardItemHal, integrationHal } from '../hal/integration-hal.ts'
import { type Call, wants } from '../http/call.ts'
import { hal, html, noContent, type Reply, typed } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { contractsPage } from '../pages/contracts-page.ts'
import { networkDot } from '../pages/network-dot.ts'
import { type IntegrationState, integrationStates } from '../store/integrations.ts'
import { removePacts } from '../store/pacts.ts'
import { factsOf } from '../store/version-facts.ts'
import { remove } from './pact-routes.ts'

export const INTEGRATION_ROUTES = [
  route('GET /integrations', (call) => {
    const integrations = integrationStates(call.database)
    if (wants(call, 'text/vnd.graphviz')) return typed('text/vnd.graphviz', networkDot(integrations))
    const part = call.query.get('q')?.toLowerCase() ?? ''
    const named = ({ consumer, provider }: IntegrationState) =>
      [consumer, provider].some((name) => name.toLowerCase().includes(part))
    return listed(call, integrations.filter(named), '/integrations')
  }),
  route('DELETE /integrations', ({ database }) => {
    removePacts(database, {})
    return noContent()
  }),
  route('DELETE /integrations/provider/:provider/consumer/:consumer', (call) =>
    remove(call, call.parameters),
  ),
  route('GET /groups/:pacticipant', (call) => {
    const { pacticipant } = call.parameters
    const near = integrationStates(call.database).filter(
      ({ consumer, provider }) => consumer === pacticipant || provider === pacticipant,
    )
    return listed(call, near, `/groups/${encodeURIComponent(pacticipant)}`)
  }),
  route('GET /network', (call) => dashboard(call)),
  route('GET /dashboard', (call) => {
    if (wants(call, 'text/html')) return dashboard(call)
    const integrations = integrationStates(call.database)
    const facts = factsOfAll(call, integrations)
    return hal({ items: integrations.map((one) => dashboardItemHal(call.urls, one, facts)) })
  }),
]

type Source = Pick<Call, 'database' | 'urls'>

/** The page for people. */
export function dashboard({ database, urls }: Source): Reply {
  const integrations = integrationStates(database)
  return html(contractsPage(urls, integrations, factsOfAll({ database }, integrations)))
}

function listed({ urls }: Source, integrations: readonly IntegrationState[], path: string): Reply {
  return hal({
    _embedded: { integrations: integrations.map((one) => integrationHal(urls, one)) },
    _links: { self: { title: 'Integrations', href: urls.at(path) } },
  })
}

function factsOfAll({ database }: Pick<Call, 'database'>, integrations: readonly IntegrationState[]) {
  const versions = integrations.flatMap(({ consumerVersion, providerVersion }) => [
    consumerVersion,
    providerVersion,
  ])
  return factsOf(
    database,
    versions.filter((version) => version !== null),
  )
}

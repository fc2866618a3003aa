import { networkPage } from '../hal/network-page.ts'
import { pacticipantReference } from '../hal/pacticipant-hal.ts'
import type { Urls } from '../hal/urls.ts'
import { hal, html } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { type IntegrationState, integrationStates } from '../store/matrix-rows.ts'
import { remove } from './pact-routes.ts'

export const INTEGRATION_ROUTES = [
  route('GET /integrations', ({ database, urls }) => {
    const integrations = integrationStates(database)
    return hal({
      _embedded: { integrations: integrations.map((one) => integrationHal(urls, one)) },
      _links: { self: { title: 'All integrations', href: urls.at('/integrations') } },
    })
  }),
  route('DELETE /integrations/provider/:provider/consumer/:consumer', (call) =>
    remove(call, call.parameters),
  ),
  route('GET /groups/:pacticipant', ({ database, parameters, urls }) => {
    const { pacticipant } = parameters
    const near = integrationStates(database).filter(
      ({ consumer, provider }) => consumer === pacticipant || provider === pacticipant,
    )
    return hal({ _embedded: { integrations: near.map((one) => integrationHal(urls, one)) } })
  }),
  route('GET /network', ({ database, urls }) => html(networkPage(urls, integrationStates(database)))),
]

function integrationHal(urls: Urls, one: IntegrationState): object {
  const { consumer, provider, success, createdAt } = one
  const state = success === 1 ? 'success' : 'failed'
  return {
    consumer: pacticipantReference(urls, consumer),
    provider: pacticipantReference(urls, provider),
    createdAt,
    verificationStatus: success === null ? 'unknown' : state,
    _links: {
      'pb:latest-pact': { title: 'Latest pact', href: `${urls.parties(one)}/latest` },
      'pb:matrix': {
        title: 'Matrix',
        href: urls.at(
          `/matrix/provider/${encodeURIComponent(provider)}/consumer/${encodeURIComponent(consumer)}`,
        ),
      },
    },
  }
}

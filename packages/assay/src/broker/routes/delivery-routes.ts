import { deliveriesHal } from '../hal/webhook-hal.ts'
import type { Call } from '../http/call.ts'
import { present } from '../http/refusal.ts'
import { hal, plain, type Reply } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { findDelivery, listDeliveries } from '../store/deliveries.ts'
import { latestPacts, type Pact } from '../store/pacts.ts'
import type { WebhookDefinition } from '../store/webhooks.ts'
import { foundPact } from './pact-routes.ts'
import { foundResult } from './verification-routes.ts'
import { webhookOf } from './webhook-body.ts'
import { foundWebhook } from './webhook-routes.ts'

const PARTIES = '/pacts/provider/:provider/consumer/:consumer'

export const DELIVERY_ROUTES = [
  route('POST /webhooks/execute', (call) => execute(call, webhookOf(call), call.urls.at('/webhooks'))),
  route('POST /webhooks/:uuid/execute', (call) => {
    const { definition, uuid } = foundWebhook(call)
    return execute(call, definition, call.urls.webhook(uuid))
  }),
  route(`GET ${PARTIES}/version/:version/triggered-webhooks`, (call) => {
    const pact = foundPact(call)
    const deliveries = listDeliveries(call.database, { pact: pact.id })
    return hal(deliveriesHal(call.urls, deliveries, `${call.urls.pact(pact)}/triggered-webhooks`))
  }),
  route(`GET ${PARTIES}/pact-version/:sha/verification-results/:number/triggered-webhooks`, (call) => {
    const result = foundResult(call)
    const deliveries = listDeliveries(call.database, { verification: result.id })
    return hal(deliveriesHal(call.urls, deliveries, `${call.urls.verification(result)}/triggered-webhooks`))
  }),
  route('GET /triggered-webhooks/:uuid/logs', ({ database, parameters }) =>
    plain(present(findDelivery(database, parameters.uuid), 'such log').log),
  ),
]

/** Sends a webhook once, about the latest pact that it is for, so that somebody sees whether it works. */
async function execute(
  { database, webhooks, urls }: Pick<Call, 'database' | 'webhooks' | 'urls'>,
  definition: WebhookDefinition,
  address: string,
): Promise<Reply> {
  const consumer = definition.consumer?.name ?? undefined
  const provider = definition.provider?.name ?? undefined
  const [pact = examplePact(consumer, provider)] = latestPacts(database, { consumer, provider })
  const event = definition.events[0]?.name ?? 'contract_published'
  const { isSuccess, log } = await webhooks.execute({ definition }, { event, pact, urls })
  return hal({
    success: isSuccess,
    logs: log,
    _links: {
      webhook: { href: address },
      'try-again': { title: 'Send it again', href: `${address}/execute` },
    },
  })
}

/** Stands for a pact as long as nobody has published one. */
function examplePact(consumer = 'consumer', provider = 'provider'): Pact {
  const nothing = -1
  return {
    ...{ id: nothing, content: nothing, sha: '0'.repeat(40), version: nothing, number: '1', revision: 1 },
    ...{ consumerId: nothing, consumer, providerId: nothing, provider, createdAt: new Date().toISOString() },
  }
}

import { webhookHal, webhookListHal } from '../hal/webhook-hal.ts'
import type { Call } from '../http/call.ts'
import { present, refuse } from '../http/refusal.ts'
import { hal, noContent, type Reply } from '../http/reply.ts'
import { route } from '../http/route.ts'
import {
  findWebhook,
  listWebhooks,
  removeWebhook,
  saveWebhook,
  type Webhook,
  type WebhookParty,
} from '../store/webhooks.ts'
import { webhookOf } from './webhook-body.ts'

const PARTIES = '/pacts/provider/:provider/consumer/:consumer'

export const WEBHOOK_ROUTES = [
  route('GET /webhooks', ({ database, urls }) => hal(webhookListHal(urls, listWebhooks(database)))),
  route('POST /webhooks', (call) => create(call, {})),
  route('GET /webhooks/:uuid', (call) => hal(webhookHal(call.urls, foundWebhook(call)))),
  route('PUT /webhooks/:uuid', (call) => {
    const { database, parameters, urls } = call
    if (!/^[\w-]{8,64}$/.test(parameters.uuid))
      throw refuse(400, 'A uuid has 8 to 64 letters, digits, "-" and "_".')
    const existing = findWebhook(database, parameters.uuid)
    const saved = saveWebhook(database, webhookOf(call, existing), parameters.uuid)
    return hal(webhookHal(urls, saved), existing === undefined ? 201 : 200)
  }),
  route('DELETE /webhooks/:uuid', (call) => {
    removeWebhook(call.database, foundWebhook(call).uuid)
    return noContent()
  }),
  route('POST /webhooks/provider/:provider', (call) => create(call, call.parameters)),
  route('POST /webhooks/consumer/:consumer', (call) => create(call, call.parameters)),
  route('POST /webhooks/provider/:provider/consumer/:consumer', (call) => create(call, call.parameters)),
  route('GET /webhooks/provider/:provider', (call) => shownFor(call, call.parameters)),
  route('GET /webhooks/consumer/:consumer', (call) => shownFor(call, call.parameters)),
  route('GET /webhooks/provider/:provider/consumer/:consumer', (call) => shownFor(call, call.parameters)),
  route(`GET ${PARTIES}/webhooks`, (call) => shownFor(call, call.parameters)),
  route(`POST ${PARTIES}/webhooks`, (call) => create(call, call.parameters)),
]

type Parties = { readonly provider?: string; readonly consumer?: string }

/** The webhook of an address. */
export function foundWebhook({ database, parameters }: Call<{ readonly uuid: string }>): Webhook {
  return present(findWebhook(database, parameters.uuid), `webhook ${parameters.uuid}`)
}

function create(
  call: Pick<Call, 'bytes' | 'database' | 'urls' | 'webhooks'>,
  { provider, consumer }: Parties,
): Reply {
  const webhook = saveWebhook(call.database, {
    ...webhookOf(call),
    ...(provider === undefined ? {} : { provider: { name: provider } }),
    ...(consumer === undefined ? {} : { consumer: { name: consumer } }),
  })
  return hal(webhookHal(call.urls, webhook), 201, { location: call.urls.webhook(webhook.uuid) })
}

function shownFor(
  { database, urls }: Pick<Call, 'database' | 'urls'>,
  { provider, consumer }: Parties,
): Reply {
  const isFor = (own: WebhookParty | null | undefined, name: string | undefined) =>
    name === undefined || own?.name === undefined || own.name === null || own.name === name
  const webhooks = listWebhooks(database).filter(
    ({ definition }) => isFor(definition.provider, provider) && isFor(definition.consumer, consumer),
  )
  return hal(webhookListHal(urls, webhooks))
}

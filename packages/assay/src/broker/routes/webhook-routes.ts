import { z } from 'zod'
import { deliveriesHal, webhookHal, webhookListHal } from '../hal/webhook-hal.ts'
import { type Call, checkedBody } from '../http/call.ts'
import { present, Refusal, refuse } from '../http/refusal.ts'
import { hal, noContent, plain, type Reply } from '../http/reply.ts'
import { route } from '../http/route.ts'
import { latestPacts } from '../store/pacts.ts'
import {
  findDelivery,
  findWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  saveWebhook,
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookDefinition,
  type WebhookParty,
} from '../store/webhooks.ts'
import { foundPact } from './pact-routes.ts'
import { foundResult } from './verification-routes.ts'

const text = z.string().nullish()
const party = z.object({ name: text, label: text }).nullish()
const webhookBody = z.object({
  ...{ description: text, consumer: party, provider: party, enabled: z.boolean().nullish() },
  events: z
    .array(z.object({ name: z.enum(WEBHOOK_EVENTS) }))
    .min(1, 'must name at least one event')
    .default([{ name: 'contract_content_changed' }]),
  request: z.object({
    method: z
      .string({ error: 'must be given' })
      .toUpperCase()
      .pipe(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])),
    url: z.string({ error: 'must be given' }).refine(isWebAddress, 'must be an http or https address'),
    ...{ headers: z.record(z.string(), z.string()).nullish(), username: text, password: text },
    body: z.unknown().optional(),
  }),
})

const PARTIES = '/pacts/provider/:provider/consumer/:consumer'

export const WEBHOOK_ROUTES = [
  route('GET /webhooks', ({ database, urls }) => hal(webhookListHal(urls, listWebhooks(database)))),
  route('POST /webhooks', (call) => create(call, {})),
  route('GET /webhooks/:uuid', (call) => hal(webhookHal(call.urls, found(call)))),
  route('PUT /webhooks/:uuid', (call) => {
    const { database, parameters, urls } = call
    const existing = findWebhook(database, parameters.uuid)
    if (!/^[\w-]{8,64}$/.test(parameters.uuid))
      throw refuse(400, 'A uuid has 8 to 64 letters, digits, "-" and "_".')
    const definition = keepingSecrets(checkedBody(call, webhookBody), existing)
    return hal(
      webhookHal(urls, saveWebhook(database, definition, parameters.uuid)),
      existing === undefined ? 201 : 200,
    )
  }),
  route('DELETE /webhooks/:uuid', (call) => {
    removeWebhook(call.database, found(call).uuid)
    return noContent()
  }),
  route('POST /webhooks/:uuid/execute', (call) => execute(call)),
  route('POST /webhooks/provider/:provider', (call) => create(call, call.parameters)),
  route('POST /webhooks/consumer/:consumer', (call) => create(call, call.parameters)),
  route('POST /webhooks/provider/:provider/consumer/:consumer', (call) => create(call, call.parameters)),
  route('GET /webhooks/provider/:provider', (call) => shownFor(call, call.parameters)),
  route('GET /webhooks/consumer/:consumer', (call) => shownFor(call, call.parameters)),
  route('GET /webhooks/provider/:provider/consumer/:consumer', (call) => shownFor(call, call.parameters)),
  route(`GET ${PARTIES}/webhooks`, (call) => shownFor(call, call.parameters)),
  route(`POST ${PARTIES}/webhooks`, (call) => create(call, call.parameters)),
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

type Parties = { readonly provider?: string; readonly consumer?: string }

function found({ database, parameters }: Call<{ readonly uuid: string }>): Webhook {
  return present(findWebhook(database, parameters.uuid), `webhook ${parameters.uuid}`)
}

function create(call: Pick<Call, 'bytes' | 'database' | 'urls'>, { provider, consumer }: Parties): Reply {
  const definition = checkedBody(call, webhookBody)
  const webhook = saveWebhook(call.database, {
    ...definition,
    ...(provider === undefined ? {} : { provider: { name: provider } }),
    ...(consumer === undefined ? {} : { consumer: { name: consumer } }),
  })
  return hal(webhookHal(call.urls, webhook), 201, { location: call.urls.webhook(webhook.uuid) })
}

/** Who shows a webhook and stores it again does not have its secrets. */
function keepingSecrets(definition: WebhookDefinition, existing: Webhook | undefined): WebhookDefinition {
  const before = existing?.definition.request
  const { headers, password } = definition.request
  const isHidden = (value: string | null | undefined) => value === '**********'
  const kept = Object.entries(headers ?? {}).map(([name, value]) => [
    name,
    isHidden(value) ? (before?.headers?.[name] ?? value) : value,
  ])
  return {
    ...definition,
    request: {
      ...definition.request,
      headers: Object.fromEntries(kept),
      password: isHidden(password) ? before?.password : password,
    },
  }
}

async function execute(call: Call<{ readonly uuid: string }>): Promise<Reply> {
  const webhook = found(call)
  const { consumer, provider, events } = webhook.definition
  const pacts = latestPacts(call.database, {
    consumer: consumer?.name ?? undefined,
    provider: provider?.name ?? undefined,
  })
  const [pact] = pacts
  const event = events[0]?.name ?? 'contract_published'
  if (pact === undefined) {
    throw new Refusal(400, { message: 'There is no pact yet that this webhook is about; publish one first.' })
  }
  const { isSuccess, log } = await call.webhooks.execute(webhook, { event, pact, urls: call.urls })
  return hal({
    success: isSuccess,
    logs: log,
    _links: {
      webhook: { href: call.urls.webhook(webhook.uuid) },
      'try-again': { title: 'Send it again', href: `${call.urls.webhook(webhook.uuid)}/execute` },
    },
  })
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

/** An address may hold parameters, which are filled in later. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url.replaceAll(/\$\{[^}]*\}/g, 'parameter'))
}

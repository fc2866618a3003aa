import { z } from 'zod'
import { type Call, checkedBody } from '../http/call.ts'
import { Refusal, refuse } from '../http/refusal.ts'
import { findPacticipant } from '../store/pacticipants.ts'
import {
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookDefinition,
  type WebhookRequest,
} from '../store/webhooks.ts'
import { originOf } from '../webhooks/allowed-host.ts'
import { HIDDEN, withoutSecretQuery } from '../webhooks/secrets.ts'

const text = z.string().nullish()
const party = z
  .object({ name: text, label: text })
  .refine(({ name, label }) => !(name && label), 'must have a name or a label, not both')
  .nullish()
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
    url: z
      .string({ error: 'must be given' })
      .refine(isWebAddress, 'must be an http or https address')
      .refine(
        (url) => !isWebAddress(url) || originOf(url) !== undefined,
        'must have a host without parameters, and no user: give username and password',
      ),
    ...{ headers: z.record(z.string(), z.string()).nullish(), username: text, password: text },
    body: z.unknown().optional(),
  }),
})

type Source = Pick<Call, 'bytes' | 'database' | 'webhooks'>

/** The webhook of a body. Secrets that the client has only seen hidden are those of the one it changes. */
export function webhookOf(call: Source, existing?: Webhook): WebhookDefinition {
  const definition = checkedBody(call, webhookBody)
  for (const side of ['consumer', 'provider'] as const) {
    const name = definition[side]?.name
    if (typeof name === 'string' && findPacticipant(call.database, name) === undefined) {
      throw wrong(`${side}.name`, 'is no application that the broker knows')
    }
  }
  const request = withSecretsOf(existing?.definition.request, definition.request)
  if (!call.webhooks.isAllowed(request.url)) {
    throw wrong('request.url', 'must be of a host that the broker may send webhooks to (--webhook-hosts)')
  }
  return { ...definition, request }
}

function withSecretsOf(before: WebhookRequest | undefined, request: WebhookRequest): WebhookRequest {
  const headers = Object.entries(request.headers ?? {})
  const hidden = headers.filter(([, value]) => value === HIDDEN)
  const hasHidden = hidden.length > 0 || request.password === HIDDEN || request.url.includes(HIDDEN)
  if (!hasHidden) return request
  // Whoever may change the address must not get the secrets sent to another one.
  if (before === undefined || originOf(request.url)?.origin !== originOf(before.url)?.origin) {
    throw refuse(400, 'Give the secrets themselves: what is hidden is kept only for the same host.')
  }
  const secrets = new Map(
    Object.entries(before.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const kept = headers.map(([name, value]) => [
    name,
    value === HIDDEN ? (secrets.get(name.toLowerCase()) ?? value) : value,
  ])
  return {
    ...request,
    url: request.url === withoutSecretQuery(before.url) ? before.url : request.url,
    headers: Object.fromEntries(kept),
    password: request.password === HIDDEN ? before.password : request.password,
  }
}

function wrong(field: string, problem: string): Refusal {
  return new Refusal(400, { message: `${field} ${problem}.`, errors: { [field]: [problem] } })
}

/** An address may hold parameters, which are filled in later. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url.replaceAll(/\$\{[^}]*\}/g, 'parameter'))
}

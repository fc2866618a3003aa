import type { Delivery } from '../store/deliveries.ts'
import type { Webhook } from '../store/webhooks.ts'
import { withoutSecrets } from '../webhooks/secrets.ts'
import { template } from './links.ts'
import type { Urls } from './urls.ts'

/** A webhook without the secrets that it sends. */
export function webhookHal(urls: Urls, { uuid, definition, createdAt, updatedAt }: Webhook): object {
  const { request, consumer, provider } = definition
  const description = definition.description ?? descriptionOf(definition)
  return {
    uuid,
    description,
    ...(consumer === undefined || consumer === null ? {} : { consumer }),
    ...(provider === undefined || provider === null ? {} : { provider }),
    enabled: definition.enabled ?? true,
    request: withoutSecrets(request),
    events: definition.events,
    createdAt,
    updatedAt,
    _links: {
      self: { title: description, href: urls.webhook(uuid) },
      'pb:execute': {
        title: 'Send it now, with the latest pact it is about',
        href: `${urls.webhook(uuid)}/execute`,
      },
      'pb:webhooks': { title: 'Webhooks', href: urls.at('/webhooks') },
    },
  }
}

export function webhookListHal(urls: Urls, webhooks: readonly Webhook[]): object {
  return {
    _embedded: { webhooks: webhooks.map((webhook) => webhookHal(urls, webhook)) },
    _links: {
      self: { title: 'Webhooks', href: urls.at('/webhooks') },
      'pb:webhooks': webhooks.map(({ uuid, definition }) => ({
        title: definition.description ?? descriptionOf(definition),
        name: definition.description ?? descriptionOf(definition),
        href: urls.webhook(uuid),
      })),
      'pb:create': template(urls.at('/webhooks'), 'POST to create a webhook'),
    },
  }
}

export function deliveriesHal(urls: Urls, deliveries: readonly Delivery[], self: string): object {
  const triggeredWebhooks = deliveries.map((delivery) => ({
    uuid: delivery.uuid,
    name: delivery.event,
    status: delivery.status,
    attemptsMade: delivery.attempts,
    createdAt: delivery.createdAt,
    _links: {
      'pb:logs': { title: 'Log', href: urls.deliveryLog(delivery.uuid) },
      'pb:webhook': { title: 'Webhook', href: urls.webhook(delivery.webhook) },
    },
  }))
  return { _embedded: { triggeredWebhooks }, _links: { self: { title: 'Triggered webhooks', href: self } } }
}

function descriptionOf({ request }: Webhook['definition']): string {
  return `${request.method} ${URL.canParse(request.url) ? new URL(request.url).host : request.url}`
}

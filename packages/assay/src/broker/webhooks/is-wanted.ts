import type { BrokerDatabase } from '../store/broker-database.ts'
import { labelsOf } from '../store/pacticipants.ts'
import type { Webhook, WebhookParty } from '../store/webhooks.ts'
import type { Occurrence } from './occurrence.ts'

/** Whether a webhook is for what happened: its event, and its consumer and provider by name or label. */
export function isWanted(
  database: BrokerDatabase,
  { definition }: Webhook,
  { event, pact }: Occurrence,
): boolean {
  if (definition.enabled === false || !definition.events.some(({ name }) => name === event)) return false
  const labels = labelsOf(database, [pact.consumerId, pact.providerId])
  return (
    isAbout(definition.consumer, pact.consumer, labels.get(pact.consumerId)) &&
    isAbout(definition.provider, pact.provider, labels.get(pact.providerId))
  )
}

function isAbout(
  party: WebhookParty | null | undefined,
  name: string,
  labels: readonly string[] = [],
): boolean {
  const isNamed = party?.name === undefined || party.name === null || party.name === name
  const isLabelled = party?.label === undefined || party.label === null || labels.includes(party.label)
  return isNamed && isLabelled
}

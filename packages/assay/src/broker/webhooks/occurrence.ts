import type { Urls } from '../hal/urls.ts'
import type { Pact } from '../store/pacts.ts'
import type { Verification } from '../store/verifications.ts'
import type { WebhookEvent } from '../store/webhooks.ts'

/** Something that happened, and that webhooks may be sent for. */
export interface Occurrence {
  readonly event: WebhookEvent
  readonly pact: Pact
  readonly verification?: Verification | undefined
  /** The version of the provider that has to verify the pact. */
  readonly providerVersion?: ProviderVersion | undefined
  readonly buildUrl?: string | null | undefined
  readonly urls: Urls
}

/** A version of a provider that is in use somewhere. */
export interface ProviderVersion {
  readonly number: string
  readonly branch: string | undefined
  /** Where it is in use: `latest from main branch`, `deployed in production`. */
  readonly descriptions: readonly string[]
}

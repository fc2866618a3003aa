import type { JsonObject } from '../model/json.ts'
import type { Interaction, ProviderState } from '../model/pact.ts'

/** For whom states are set up. */
export interface StateNeeds {
  readonly interaction: Interaction
  readonly consumer: string | undefined
  readonly signal: AbortSignal | undefined
}

/** One state, to be set up or torn down. */
export interface StateCall extends StateNeeds {
  readonly state: ProviderState
  readonly action: 'setup' | 'teardown'
}

/** What verifying goes on with once the states are set up. */
export interface StateCallValues {
  readonly values: JsonObject
  readonly consumer: string | undefined
  readonly signal: AbortSignal | undefined
}

import type { Random } from '../../base/random.ts'
import type { Json, JsonObject } from '../model/json.ts'

/** What generators make their values from. */
export interface GenerationContext {
  /** For whom: values of provider states are for the provider's side, the URL of the mock for the consumer's. */
  readonly mode: 'consumer' | 'provider'
  readonly random: Random
  /** The moment that dates are relative to. */
  readonly now: Date
  /** What setting up the provider states gave. */
  readonly providerState: JsonObject
  readonly mockServerUrl: string | undefined
}

/** Something with new values in it. Where a generator could not make one, the example stays. */
export interface Generated<Part> {
  readonly part: Part
  /** One sentence for each generator that could not make a value. */
  readonly problems: readonly string[]
}

/** One value, or why there is none. */
export type GeneratedValue = { readonly value: Json } | { readonly problem: string }

import type { Json, JsonObject } from '../../src/contract/model/json.ts'
import type { PactSpecification } from '../../src/contract/model/pact.ts'
import type { FuzzMessage, FuzzRequest, FuzzResponse, FuzzRules } from './fuzz-case.ts'

/** A pact that pact-core shall write, as its users would say it. */
export interface FuzzPact {
  readonly specification: PactSpecification
  readonly interactions: readonly FuzzInteraction[]
}

interface Facts {
  readonly description: string
  readonly states: readonly { readonly name: string; readonly params: Readonly<Record<string, Json>> }[]
  /** What only version 4 can say. */
  readonly key: string | undefined
  readonly isPending: boolean
  readonly comments: readonly string[]
  readonly testName: string | undefined
  readonly reference: readonly [group: string, name: string, value: string] | undefined
}

/** What a part has besides itself. */
export interface Ruled<Part> {
  readonly part: Part
  readonly rules: FuzzRules
  readonly generators: JsonObject
}

export type FuzzInteraction = Facts &
  (
    | { readonly kind: 'http'; readonly request: Ruled<FuzzRequest>; readonly response: Ruled<FuzzResponse> }
    | { readonly kind: 'message'; readonly message: Ruled<FuzzMessage> }
    | {
        readonly kind: 'synchronous-message'
        readonly request: Ruled<FuzzMessage>
        readonly response: Ruled<FuzzMessage>
      }
  )

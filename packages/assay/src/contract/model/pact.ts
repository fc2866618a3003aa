import type { Body } from './body.ts'
import type { Generators } from './generators.ts'
import type { Json, JsonObject } from './json.ts'
import type { MatchingRules } from './matching-rules.ts'

/** The versions of the Pact specification. */
export type PactSpecification = '1.0' | '1.1' | '2.0' | '3.0' | '4.0'

/**
 * What a consumer expects of a provider. Whatever version a file has, this is what is read from it:
 * the model is that of version 4, which can say everything that earlier ones can.
 */
export interface Pact {
  readonly consumer: string
  readonly provider: string
  readonly interactions: readonly Interaction[]
  /** The version it was read from, and is written as unless another one is asked for. */
  readonly specification: PactSpecification
  /** Everything in the metadata but the version, as it was: other tools keep theirs there. */
  readonly metadata: JsonObject
  /** Members of the file, and of its `consumer` and `provider`, that the specification does not name. */
  readonly others: JsonObject
}

export type Interaction = HttpInteraction | AsynchronousMessage | SynchronousMessage

/** What all kinds of interactions have. */
export interface InteractionFacts {
  readonly description: string
  readonly providerStates: readonly ProviderState[]
  /** Unique in its file, when it has one. */
  readonly key: string | undefined
  /** A pending interaction that fails does not fail the verification. */
  readonly isPending: boolean
  readonly comments: JsonObject
  /** Which transport the provider speaks; a plugin may bring others. */
  readonly transport: string | undefined
  /** For plugins, kept as it was. */
  readonly pluginConfiguration: JsonObject | undefined
  readonly interactionMarkup: Json | undefined
  /** Members that the specification does not name, as they were. A broker's `_id` is one. */
  readonly others: JsonObject
}

/** What must be true at the provider before an interaction. */
export interface ProviderState {
  readonly name: string
  readonly params: JsonObject
}

export interface HttpInteraction extends InteractionFacts {
  readonly kind: 'http'
  readonly request: HttpRequest
  readonly response: HttpResponse
}

/** The consumer gets a message that nobody waits for. */
export interface AsynchronousMessage extends InteractionFacts {
  readonly kind: 'asynchronous-message'
  readonly message: Message
}

/** The consumer sends a message and gets others for it. */
export interface SynchronousMessage extends InteractionFacts {
  readonly kind: 'synchronous-message'
  readonly request: Message
  readonly responses: readonly Message[]
}

export interface HttpPart {
  /** Names in the case of the file; each with its values. */
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly body: Body
  readonly rules: MatchingRules
  readonly generators: Generators
  /** Members that the specification does not name, as they were; absent when there are none. */
  readonly others?: JsonObject
}

export interface HttpRequest extends HttpPart {
  readonly method: string
  readonly path: string
  /** Decoded; `null` is a name without `=`. */
  readonly query: Readonly<Record<string, readonly (string | null)[]>>
}

export interface HttpResponse extends HttpPart {
  readonly status: number
}

export interface Message {
  readonly contents: Body
  readonly metadata: JsonObject
  readonly rules: MatchingRules
  readonly generators: Generators
  /** Members that the specification does not name, as they were; absent when there are none. */
  readonly others?: JsonObject
}

import type { Json, JsonObject } from '../model/json.ts'
import type { Matcher } from './matcher.ts'

/** What must be true at the provider: a text, or a text with parameters. */
export type Given = string | { readonly name: string; readonly params?: JsonObject }

/** What all interactions have. */
export interface InteractionOptions {
  /** What happens, in the words of the consumer: `a request for a product`. Unique in the pact, with its states. */
  readonly description: string
  readonly given?: Given | readonly Given[]
  /** By which other tools know the interaction again when its description changes. Unique in the pact. */
  readonly key?: string
  /** A pending interaction that the provider fails does not fail its verification. */
  readonly pending?: boolean
  /** Told to the provider's team when it fails. */
  readonly comments?: readonly string[]
}

/** A request of the consumer and the provider's answer. */
export interface HttpInteractionOptions extends InteractionOptions {
  readonly request: RequestTemplate
  readonly response: ResponseTemplate
}

export interface RequestTemplate {
  readonly method: string
  readonly path: string | Matcher<string>
  /** By name; a name with several values has a list, or a matcher for one. */
  readonly query?: Readonly<Record<string, TextTemplate>>
  readonly headers?: Readonly<Record<string, TextTemplate>>
  readonly body?: BodyTemplate
}

export interface ResponseTemplate {
  /** Default 200. */
  readonly status?: number | Matcher<number>
  readonly headers?: Readonly<Record<string, TextTemplate>>
  readonly body?: BodyTemplate
}

/** The value of a header or parameter. */
export type TextTemplate = TextValue | Matcher<unknown> | readonly (TextValue | Matcher<unknown>)[]

type TextValue = string | number | boolean

/**
 * A body. Objects, lists, numbers, booleans, `null` and matchers are JSON, unless a header says that
 * they are a form; a text is itself, and so are bytes.
 */
export type BodyTemplate = Json | Uint8Array | Matcher<unknown> | object

/** A message that a consumer gets. */
export interface MessageOptions<Contents = BodyTemplate>
  extends InteractionOptions,
    MessageTemplate<Contents> {}

/** A message that a consumer sends, and those that it gets for it. */
export interface SynchronousMessageOptions extends InteractionOptions {
  readonly request: MessageTemplate
  readonly responses: readonly MessageTemplate[]
}

export interface MessageTemplate<Contents = BodyTemplate> {
  readonly contents?: Contents
  /** Such as the name of a queue; `contentType` is that of the contents. */
  readonly metadata?: Readonly<Record<string, Json | Matcher<unknown>>>
}

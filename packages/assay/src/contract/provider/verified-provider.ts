import type { MessageProducer } from './messages.ts'
import type { RequestFilter } from './request-filters.ts'
import type { StateHandler } from './states.ts'

/** A provider that runs and is about to be verified. */
export interface VerifiedProvider {
  readonly name: string
  /** Where it answers, with its base path if it has one. One of messages only needs none. */
  readonly url?: string | undefined
  /** How its states are set up. Without it they are not, which each result says. */
  readonly states?: StateSource | undefined
  /** Where its messages come from. */
  readonly messages?: MessageSource | undefined
  /** Each may change the request before it is sent: for tokens that no pact can know. */
  readonly requestFilters?: readonly RequestFilter<never>[]
  /** Given to state and message functions as it is. */
  readonly environment?: unknown
  /** Time for one complete answer. Default 10 000 ms. */
  readonly timeoutMs?: number
  /** Time for one function of a state, a message or a request filter. Default 30 000 ms. */
  readonly stateTimeoutMs?: number
  /** Largest body of an answer. Default 16 MB. */
  readonly maxBodyBytes?: number
  /** Repeats the values that generators make; without it, they differ on every run. */
  readonly seed?: string
  /** Accept certificates nobody vouches for. Default: no. */
  readonly isInsecure?: boolean
}

/** Functions of the provider by the name of the state, or the address that the Pact tools call. */
export type StateSource = StateFunctions | StateChangeUrl

export interface StateFunctions {
  readonly handlers: Readonly<Record<string, StateHandler<never>>>
}

/** `POST {state, params, action, consumer}`. */
export interface StateChangeUrl {
  readonly url: string
  /** Whether it is told after the interaction too. Default: no, as with the other Pact tools. */
  readonly hasTeardown?: boolean
  /** Whether the state is in the query in place of the body. Default: no. */
  readonly isInQuery?: boolean
}

/** Functions by description, or the address of a message proxy. */
export type MessageSource = MessageFunctions | MessageProxyUrl

export interface MessageFunctions {
  readonly producers: Readonly<Record<string, MessageProducer<never>>>
}

/** `POST {description, providerStates, request}`; the answer is the message. */
export interface MessageProxyUrl {
  readonly url: string
}

export const DEFAULT_TIMEOUT_MS = 10_000
export const DEFAULT_STATE_TIMEOUT_MS = 30_000
export const DEFAULT_MAX_BODY_BYTES = 16_777_216

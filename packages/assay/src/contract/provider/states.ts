import type { JsonObject } from '../model/json.ts'
import { checkStates } from './check-registration.ts'

/** What a function that makes a state true, or false again, may need to know. */
export interface StateContext<Environment = unknown> {
  readonly provider: string
  /** Who the pact is with, when it is known. */
  readonly consumer: string | undefined
  /** Description of the interaction that is about to be verified. */
  readonly interaction: string
  /** What the level gives: clients and databases of the provider. */
  readonly environment: Environment
  /** Aborts when the run is interrupted or the time for the state is over. */
  readonly signal: AbortSignal
}

/**
 * Makes a state true, or takes back what the setup did. May be asynchronous. When a setup gives an
 * object, its members are the values that the pact's generators ask for by name.
 */
export type StateFunction<Environment = unknown> = (
  params: JsonObject,
  context: StateContext<Environment>,
) => unknown

/** A function alone only sets up. */
export type StateHandler<Environment = unknown> =
  | StateFunction<Environment>
  | { readonly setup: StateFunction<Environment>; readonly teardown?: StateFunction<Environment> }

/** What a provider does for the states that pacts name. */
export interface ProviderStates {
  readonly provider: string
  readonly handlers: Readonly<Record<string, StateHandler<never>>>
}

let defined: ProviderStates[] = []

/**
 * Says how a provider comes into the states that its consumers' pacts name. It belongs into a
 * `*.states.ts` file of the provider; several files, and several calls, add up.
 *
 * @throws AssayError `invalid_provider_state` for what is no function, or a name said twice
 *
 * @example
 * states('products', {
 *   'a product exists': {
 *     setup: async ({ name }, { environment }) => ({ id: await insertProduct(environment, name) }),
 *     teardown: async (_params, { environment }) => deleteProducts(environment),
 *   },
 *   'no products exist': (_params, { environment }) => deleteProducts(environment),
 * })
 */
export function states<Environment = unknown>(
  provider: string,
  handlers: Readonly<Record<string, StateHandler<Environment>>>,
): ProviderStates {
  const made: ProviderStates = { provider, handlers }
  const known = defined.filter((other) => other.provider === provider)
  checkStates(made, new Set(known.flatMap((other) => Object.keys(other.handlers))))
  defined.push(made)
  return made
}

/** The states that were defined since the last time. */
export function takeStates(): readonly ProviderStates[] {
  const taken = defined
  defined = []
  return taken
}

/** The handlers of one provider, of all its files. */
export function statesOf(all: readonly ProviderStates[], provider: string): ProviderStates['handlers'] {
  const own = all.filter((one) => one.provider === provider)
  return Object.assign({}, ...own.map(({ handlers }) => handlers)) as ProviderStates['handlers']
}

import { inspect } from 'node:util'
import { nearest } from '../../base/nearest.ts'
import { configurationError, messageOf } from '../../errors/assay-error.ts'
import { isJsonObject } from '../file/json-object.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { StateCall } from './state-call.ts'
import type { StateContext, StateFunction, StateHandler } from './states.ts'
import { DEFAULT_STATE_TIMEOUT_MS, type StateFunctions, type VerifiedProvider } from './verified-provider.ts'
import { withinTime } from './within-time.ts'

/**
 * Calls the function of a state, and gives the values that it gave.
 *
 * @throws AssayError `unknown_provider_state`, `provider_state_failed` when it takes too long or
 * gives what is no object; whatever the function throws
 */
export async function callStateFunction(
  { handlers }: StateFunctions,
  provider: VerifiedProvider,
  call: StateCall,
): Promise<JsonObject> {
  const { name, params } = call.state
  if (!Object.hasOwn(handlers, name)) throw unknownState(provider.name, name, Object.keys(handlers))
  const run = functionOf(handlers[name]!, call.action)
  if (run === undefined) return {}
  const timeoutMs = provider.stateTimeoutMs ?? DEFAULT_STATE_TIMEOUT_MS
  // A copy: what a function makes of its parameters is not what the pact says.
  const given = await withinTime(
    (signal) => run(structuredClone(params), contextOf(provider, call, signal)),
    {
      timeoutMs,
      signal: call.signal,
    },
  )
  return call.action === 'setup' ? toValues(name, given) : {}
}

function functionOf(handler: StateHandler<never>, action: StateCall['action']): StateFunction | undefined {
  const found = typeof handler === 'function' ? { setup: handler, teardown: undefined } : handler
  // What the level gives as environment is what the file of the provider was written for.
  return found[action] as StateFunction | undefined
}

function contextOf(provider: VerifiedProvider, call: StateCall, signal: AbortSignal): StateContext {
  return {
    provider: provider.name,
    consumer: call.consumer,
    interaction: call.interaction.description,
    environment: provider.environment,
    signal,
  }
}

/** As JSON, so that values are what a state change over HTTP would give. */
function toValues(state: string, given: unknown): JsonObject {
  if (given === undefined || given === null) return {}
  // What a database answers to a DELETE has no names, and nothing that could be lost.
  if (Array.isArray(given) && given.length === 0) return {}
  const values = asJson(state, given)
  if (isJsonObject(values)) return values
  throw notValues(state, given, 'which is no object')
}

function asJson(state: string, given: unknown): Json | undefined {
  try {
    const text = JSON.stringify(given) as string | undefined
    return text === undefined ? undefined : (JSON.parse(text) as Json)
  } catch (cause) {
    throw notValues(state, given, `which is no JSON: ${messageOf(cause)}`)
  }
}

const SHOWN_CHARACTERS = 200

function notValues(state: string, given: unknown, reason: string) {
  const shown = inspect(given, { depth: 1, breakLength: Number.POSITIVE_INFINITY }).slice(0, SHOWN_CHARACTERS)
  return configurationError({
    code: 'provider_state_failed',
    message: `The setup of state "${state}" gave ${shown}, ${reason}.`,
    fix: 'return an object of the values that the pact asks for by name, or nothing',
  })
}

function unknownState(provider: string, name: string, known: readonly string[]) {
  const meant = nearest(name, known)
  return configurationError({
    code: 'unknown_provider_state',
    message: `Provider "${provider}" has no state "${name}".`,
    evidence: [known.length === 0 ? 'no states are defined' : `defined are: ${known.map(quote).join(', ')}`],
    fix: `${meant === undefined ? '' : `is "${meant}" meant? if not, `}add it to the states of "${provider}", in a *.states.ts file below its tests/contract`,
  })
}

function quote(name: string): string {
  return `"${name}"`
}

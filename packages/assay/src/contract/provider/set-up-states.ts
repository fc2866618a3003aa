import { placeOfError } from '../../base/place-of-error.ts'
import { AssayError, type Failure, messageOf } from '../../errors/assay-error.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { Interaction, ProviderState } from '../model/pact.ts'
import { callStateFunction } from './call-state-function.ts'
import { callStateUrl } from './call-state-url.ts'
import { graceAfter } from './grace.ts'
import type { StateCall, StateNeeds } from './state-call.ts'
import type { VerifiedProvider } from './verified-provider.ts'

/** What came of setting up the states of an interaction. */
export interface StateSetUp {
  /** The parameters of the states and what their setups gave: what generators may ask for. */
  readonly values: JsonObject
  readonly failure: Failure | undefined
  readonly warnings: readonly string[]
  /** Takes back what was set up, the last first. Gives why that failed, if it did. */
  readonly tearDown: () => Promise<Failure | undefined>
}

/**
 * Sets up the states of an interaction in order, and stops at the first that fails: that one is not
 * torn down, those before it are.
 */
export async function setUpStates(provider: VerifiedProvider, needs: StateNeeds): Promise<StateSetUp> {
  const { states } = provider
  const wanted = statesToCall(needs.interaction, provider)
  const values: Record<string, Json> = {}
  for (const { params } of needs.interaction.providerStates) Object.assign(values, structuredClone(params))
  const done: ProviderState[] = []
  const tearDown = () => tearDownStates(provider, needs, done)
  if (states === undefined) {
    const warnings = needs.interaction.providerStates.map(({ name }) => missingCallback(name))
    return { values, failure: undefined, warnings, tearDown }
  }
  for (const state of wanted) {
    try {
      Object.assign(values, await change(provider, { ...needs, state, action: 'setup' }))
      done.push(state)
    } catch (cause) {
      const failure = stateFailure(state, { action: 'setup', cause })
      return { values, failure, warnings: [], tearDown }
    }
  }
  return { values, failure: undefined, warnings: [], tearDown }
}

/** An address is told of an interaction without states too, as the other Pact tools do. */
function statesToCall(
  { providerStates }: Interaction,
  { states }: VerifiedProvider,
): readonly ProviderState[] {
  if (providerStates.length > 0 || states === undefined || !('url' in states)) return providerStates
  return [{ name: '', params: {} }]
}

/** An interrupted run cleans up too, as long as who has interrupted it waits. */
const TEARDOWN_GRACE_MS = 2_000

async function tearDownStates(
  provider: VerifiedProvider,
  needs: StateNeeds,
  done: readonly ProviderState[],
): Promise<Failure | undefined> {
  let first: Failure | undefined
  using grace = graceAfter(needs.signal, TEARDOWN_GRACE_MS)
  for (const state of done.toReversed()) {
    try {
      await change(provider, { ...needs, signal: grace.signal, state, action: 'teardown' })
    } catch (cause) {
      first ??= stateFailure(state, { action: 'teardown', cause })
    }
  }
  return first
}

function change(provider: VerifiedProvider, call: StateCall): Promise<JsonObject> {
  const { states } = provider
  if (states === undefined) return Promise.resolve({})
  return 'url' in states ? callStateUrl(states, provider, call) : callStateFunction(states, provider, call)
}

function missingCallback(name: string): string {
  return `No provider state callback is configured for provider state "${name}"; the interaction was verified without it.`
}

interface Failed {
  readonly action: StateCall['action']
  readonly cause: unknown
}

function stateFailure({ name }: ProviderState, { action, cause }: Failed): Failure {
  const verb = action === 'setup' ? 'set up' : 'torn down'
  const message = `State change request failed: provider state "${name}" could not be ${verb}.`
  if (cause instanceof AssayError) {
    const { code, fix } = cause
    return {
      code,
      message,
      evidence: [cause.message, ...cause.evidence, ...placeOfError(cause)],
      ...(fix === undefined ? {} : { fix }),
      cause,
    }
  }
  return {
    code: 'provider_state_failed',
    message,
    evidence: [messageOf(cause), ...placeOfError(cause)],
    fix: 'correct the function of this state; what it threw is above',
    cause,
  }
}

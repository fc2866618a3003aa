import { monotonicMs } from '../../base/clock.ts'
import type { Failure } from '../../errors/assay-error.ts'
import type { Interaction } from '../model/pact.ts'
import { interactionName } from './interaction-name.ts'
import { type Finding, failed, type InteractionResult } from './interaction-result.ts'
import { type StateSetUp, setUpStates } from './set-up-states.ts'
import type { StateCallValues } from './state-call.ts'
import type { VerifiedProvider } from './verified-provider.ts'
import { verifyHttp } from './verify-http.ts'
import { verifyMessage, verifySynchronousMessage } from './verify-message.ts'

/** What is known about an interaction besides what its pact says. */
export interface InteractionContext {
  /** Whose pact it is; state functions are told. */
  readonly consumer?: string | undefined
  /** A failure is told, but does not count: the broker says so of the whole pact. */
  readonly isPending?: boolean
  readonly signal?: AbortSignal | undefined
}

/**
 * Verifies that a provider does what a consumer expects: sets up the states, asks the provider,
 * compares what it answers, and tears the states down. Never throws for what a provider or its
 * functions do: that is the result.
 *
 * @example
 * const { outcome, failure } = await verifyInteraction(interaction, { name: 'products', url })
 */
export async function verifyInteraction(
  interaction: Interaction,
  provider: VerifiedProvider,
  context: InteractionContext = {},
): Promise<InteractionResult> {
  const started = monotonicMs()
  const { signal } = context
  const result = (outcome: InteractionResult['outcome'], finding: Finding): InteractionResult => ({
    ...{ interaction, outcome, ...finding },
    durationMs: monotonicMs() - started,
  })
  if (signal?.aborted) return result('not-run', NOT_RUN)
  const finding = await find(interaction, provider, context)
  // Nothing is known about what was interrupted, whatever it looks like.
  if (signal?.aborted) return result('not-run', { ...finding, ...NOT_RUN, warnings: finding.warnings })
  if (finding.failure === undefined) return result('passed', finding)
  const isPending = interaction.isPending || context.isPending === true
  return result(isPending ? 'pending-failed' : 'failed', finding)
}

const NOT_RUN: Finding = failed({
  code: 'verification_interrupted',
  message: 'The run was interrupted before the interaction was verified.',
})

async function find(
  interaction: Interaction,
  provider: VerifiedProvider,
  { consumer, signal }: InteractionContext,
): Promise<Finding> {
  const setUp = await setUpStates(provider, { interaction, consumer, signal })
  const { failure, values, warnings } = setUp
  const finding =
    failure === undefined ? await ask(interaction, provider, { values, consumer, signal }) : failed(failure)
  return afterTearDown({ ...finding, warnings: [...warnings, ...finding.warnings] }, setUp)
}

/** An interaction that leaves the provider in a state of which nothing is known has not passed. */
async function afterTearDown(finding: Finding, setUp: StateSetUp): Promise<Finding> {
  const failure = await setUp.tearDown()
  if (failure === undefined) return finding
  if (finding.failure === undefined) return { ...finding, failure }
  return { ...finding, warnings: [...finding.warnings, failure.message] }
}

/** What every provider can be asked for without a plugin. */
const TRANSPORTS = new Set(['http', 'https', 'message', 'async-message', 'sync-message'])

function ask(
  interaction: Interaction,
  provider: VerifiedProvider,
  context: StateCallValues,
): Promise<Finding> {
  const { transport } = interaction
  if (transport !== undefined && !TRANSPORTS.has(transport) && interaction.kind === 'http')
    return Promise.resolve(failed(needsPlugin(interaction, transport)))
  switch (interaction.kind) {
    case 'http':
      return verifyHttp(interaction, provider, context)
    case 'asynchronous-message':
      return verifyMessage(interaction, provider, context)
    case 'synchronous-message':
      return verifySynchronousMessage(interaction, provider, context)
  }
}

function needsPlugin(interaction: Interaction, transport: string): Failure {
  return {
    code: 'contract_needs_plugin',
    message: `Interaction ${interactionName(interaction)} uses the transport "${transport}", which only a Pact plugin speaks.`,
    fix: 'verify this pact with the verifier of @pact-foundation/pact-core, which loads plugins',
  }
}

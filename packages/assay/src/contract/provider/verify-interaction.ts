import { monotonicMs } from '../../base/clock.ts'
import type { Failure } from '../../errors/assay-error.ts'
import type { JsonObject } from '../model/json.ts'
import type { Interaction } from '../model/pact.ts'
import { pluginNeed } from '../native/needs-plugin.ts'
import { askOverHttp } from './ask-over-http.ts'
import { type Finding, failed, type InteractionResult, type Judge } from './interaction-result.ts'
import { setUpStates } from './set-up-states.ts'
import type { StateCallValues } from './state-call.ts'
import type { VerifiedProvider } from './verified-provider.ts'
import { verifyMessage, verifySynchronousMessage } from './verify-message.ts'

/** What is known about an interaction besides what its pact says. */
export interface InteractionContext {
  /** Whose pact it is; state functions are told. */
  readonly consumer?: string | undefined
  /** A failure is told, but does not count: the broker says so of the whole pact. */
  readonly isPending?: boolean
  /** Of its pact: it names the plugins. */
  readonly metadata?: JsonObject
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
  { consumer, metadata = {}, signal }: InteractionContext,
): Promise<Finding> {
  const setUp = await setUpStates(provider, { interaction, consumer, signal })
  const { failure, values, warnings } = setUp
  const judge =
    failure === undefined
      ? await ask(interaction, provider, { values, consumer, metadata, signal })
      : () => failed(failure)
  // Judging needs the provider no more, and the provider nothing of it: neither waits for the other.
  const tornDown = setUp.tearDown()
  const finding = judge()
  return withTearDown({ ...finding, warnings: [...warnings, ...finding.warnings] }, await tornDown)
}

/** An interaction that leaves the provider in a state of which nothing is known has not passed. */
function withTearDown(finding: Finding, failure: Failure | undefined): Finding {
  if (failure === undefined) return finding
  if (finding.failure === undefined) return { ...finding, failure }
  return { ...finding, warnings: [...finding.warnings, failure.message] }
}

async function ask(
  interaction: Interaction,
  provider: VerifiedProvider,
  context: StateCallValues & { readonly metadata: JsonObject },
): Promise<Judge> {
  const need = pluginNeed(interaction, context.metadata)
  if (need !== undefined) {
    const { verifyNatively } = await import('../native/verify-natively.ts')
    return known(await verifyNatively(interaction, provider, { ...context, need }))
  }
  switch (interaction.kind) {
    case 'http':
      return askOverHttp(interaction, provider, context)
    case 'asynchronous-message':
      return known(await verifyMessage(interaction, provider, context))
    case 'synchronous-message':
      return known(await verifySynchronousMessage(interaction, provider, context))
  }
}

/** Was judged already. */
function known(finding: Finding): Judge {
  return () => finding
}

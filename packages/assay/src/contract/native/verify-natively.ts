import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePact } from '../file/write-pact.ts'
import type { JsonObject } from '../model/json.ts'
import type { Interaction } from '../model/pact.ts'
import { type Finding, failed } from '../provider/interaction-result.ts'
import type { StateCallValues } from '../provider/state-call.ts'
import { DEFAULT_TIMEOUT_MS, type VerifiedProvider } from '../provider/verified-provider.ts'
import { judgeNatively } from './judge-natively.ts'
import { startNativeEndpoint } from './native-endpoint.ts'
import { nativeMessages } from './native-messages.ts'
import { nativeProblem } from './native-problems.ts'
import { runVerifier } from './run-verifier.ts'
import { verifierOptions } from './verifier-options.ts'

/** What is known of an interaction that needs a plugin. */
export interface NativeContext extends StateCallValues {
  /** Why it needs one, as the end of a sentence: `uses the transport "grpc"`. */
  readonly need: string
  /** Of its pact: it names the plugins, and keeps what they have left there. */
  readonly metadata: JsonObject
}

/** Time for loading native code and starting plugins. */
const START_TIMEOUT_MS = 60_000

/**
 * Verifies one interaction with pact-core and the plugins of its pact. Its states are set up already,
 * as for all others; the verifier only gets the values that they gave.
 */
export async function verifyNatively(
  interaction: Interaction,
  provider: VerifiedProvider,
  context: NativeContext,
): Promise<Finding> {
  const problem = nativeProblem({ interaction, ...context }, provider)
  if (problem !== undefined) return failed(problem)
  const folder = await mkdtemp(join(tmpdir(), 'assay-plugin-'))
  try {
    const pactFile = join(folder, 'pact.json')
    await writeFile(pactFile, pactOfOne(interaction, provider, context))
    const messages = nativeMessages(interaction, provider, context)
    await using endpoint = await startNativeEndpoint({ ...messages, values: context.values })
    const outcome = await runVerifier({
      options: verifierOptions({ interaction, provider, endpoint, pactFile }),
      folder,
      timeoutMs: START_TIMEOUT_MS + (provider.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      signal: context.signal,
    })
    const finding = judgeNatively(interaction, outcome, folder)
    const failure = messages.failure() ?? finding.failure
    return { ...finding, failure, warnings: warningsFor(interaction, provider) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The interaction by itself. Whether a failure counts is not for the verifier to judge. */
function pactOfOne(
  interaction: Interaction,
  { name }: VerifiedProvider,
  { consumer = 'consumer', metadata }: NativeContext,
): string {
  return writePact({
    ...{ consumer, provider: name, metadata, others: {} },
    interactions: [{ ...interaction, isPending: false }],
    specification: '4.0',
  })
}

function warningsFor(interaction: Interaction, { requestFilters = [] }: VerifiedProvider): string[] {
  const isOnlyFirst = interaction.kind === 'synchronous-message' && interaction.responses.length > 1
  return [
    ...(requestFilters.length > 0
      ? ['A plugin verified this interaction; the request filters of the provider did not apply.']
      : []),
    ...(isOnlyFirst && interaction.transport === undefined
      ? ['The verifier for plugins looks at the first response only.']
      : []),
  ]
}

import { createRandom } from '../../base/random.ts'
import type { GenerationContext } from '../generators/generation.ts'
import type { JsonObject } from '../model/json.ts'
import type { Interaction } from '../model/pact.ts'
import { interactionName } from './interaction-name.ts'

/**
 * What requests to a provider are generated from: with a seed always the same values, without one
 * always others, as a provider that keeps its data needs.
 */
export function providerGeneration(
  interaction: Interaction,
  seed: string | undefined,
  providerState: JsonObject,
): GenerationContext {
  return {
    mode: 'provider',
    random: createRandom(`${seed ?? crypto.randomUUID()} ${interactionName(interaction)}`),
    now: new Date(),
    providerState,
    mockServerUrl: undefined,
  }
}

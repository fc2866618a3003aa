import type { HostClient } from '../lifecycle/host-client.ts'
import type { ServiceSpec } from '../model/system.ts'
import type { LeasedEnvironment } from '../vitest/leased-environment.ts'
import { type ProviderEnvironments, providerEnvironments } from './contract-environments.ts'
import { obstacleTeller, type TellObstacle } from './contract-obstacle.ts'
import {
  type ContractInteraction,
  type Verification,
  type VerifiedInteraction,
  verifyInEnvironment,
} from './contract-verification.ts'

/** A provider, and what consumers expect of it. */
export interface ProviderContracts {
  readonly service: ServiceSpec
  readonly interactions: readonly ContractInteraction[]
}

/** Told of each interaction as soon as it is verified. */
export type OnVerified = (verified: VerifiedInteraction) => Promise<void>

/**
 * Verifies a provider, one interaction after the other. When it does not start, every interaction
 * says so. After an interruption, what is left is not told at all.
 */
export async function verifyProvider(
  interactions: readonly ContractInteraction[],
  verification: Verification & { readonly host: HostClient; readonly workers: number | undefined },
  onVerified: OnVerified,
): Promise<void> {
  const { service, signal } = verification
  const environments = providerEnvironments({ ...verification, count: interactions.length })
  const tellObstacle = obstacleTeller(service.name)
  try {
    for (const wanted of interactions) {
      if (signal.aborted) return
      const verified = await verifyNext(wanted, { environments, verification, tellObstacle })
      if (signal.aborted) return
      await onVerified(verified)
    }
  } finally {
    await unlessInterrupted(signal, () => environments[Symbol.asyncDispose]())
  }
}

interface Course {
  readonly environments: ProviderEnvironments
  readonly verification: Verification
  readonly tellObstacle: TellObstacle
}

async function verifyNext(
  wanted: ContractInteraction,
  { environments, verification, tellObstacle }: Course,
): Promise<VerifiedInteraction> {
  let environment: LeasedEnvironment
  try {
    environment = await environments.take()
  } catch (error) {
    return tellObstacle(wanted, error)
  }
  try {
    return await verifyInEnvironment(wanted, environment, verification)
  } finally {
    await unlessInterrupted(verification.signal, () => environments.giveBack(environment))
  }
}

/** The environments of an interrupted run have ended with their host. */
async function unlessInterrupted(signal: AbortSignal, end: () => PromiseLike<void>): Promise<void> {
  try {
    await end()
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

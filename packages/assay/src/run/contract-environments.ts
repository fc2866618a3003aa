import { availableParallelism } from 'node:os'
import { outlinesOf, singleService } from '../lifecycle/environment-request.ts'
import type { HostClient } from '../lifecycle/host-client.ts'
import type { ServiceSpec, System } from '../model/system.ts'
import { LeasedEnvironment } from '../vitest/leased-environment.ts'

/** Where one provider is verified. */
export interface ProviderEnvironments extends AsyncDisposable {
  /**
   * The environment for the next interaction.
   *
   * @throws AssayError why the provider did not start
   */
  take(): Promise<LeasedEnvironment>
  giveBack(environment: LeasedEnvironment): Promise<void>
}

export interface EnvironmentOptions {
  readonly host: HostClient
  readonly system: System
  readonly service: ServiceSpec
  /** How many interactions there are. */
  readonly count: number
  /** How many environments boot ahead. Default: as many as there are cores, four at most. */
  readonly workers: number | undefined
}

type Lease = () => Promise<LeasedEnvironment>

const MOST_AHEAD = 4

/**
 * The provider alone with its real resources; what it depends on are stubs. Each interaction has an
 * environment of its own, booted while those before it are verified, unless the system says otherwise.
 */
export function providerEnvironments(options: EnvironmentOptions): ProviderEnvironments {
  const { host, system, service, count } = options
  // More than there are cores would only compete for them.
  const { workers = Math.min(availableParallelism(), MOST_AHEAD) } = options
  const request = singleService(outlinesOf(system), service.name)
  // Two processes cannot have the same port: the one before has to be gone.
  const isExclusive = service.port !== undefined
  const lease = () => LeasedEnvironment.acquire(host, request, { isExclusive })
  if (system.contracts.isolation === 'provider') return sharedEnvironment(lease)
  return freshEnvironments(lease, { count, ahead: isExclusive ? 0 : workers })
}

function freshEnvironments(
  lease: Lease,
  { count, ahead }: { readonly count: number; readonly ahead: number },
): ProviderEnvironments {
  const coming: Promise<LeasedEnvironment>[] = []
  let left = count
  const bootAhead = () => {
    for (; left > 0 && coming.length <= ahead; left -= 1) {
      const environment = lease()
      // Whoever takes it sees why it failed.
      environment.catch(() => undefined)
      coming.push(environment)
    }
  }
  return {
    take() {
      bootAhead()
      return coming.shift() ?? lease()
    },
    giveBack: (environment) => environment[Symbol.asyncDispose](),
    async [Symbol.asyncDispose]() {
      left = 0
      const booted = await Promise.allSettled(coming)
      await Promise.all(
        booted.map((one) => (one.status === 'fulfilled' ? one.value[Symbol.asyncDispose]() : undefined)),
      )
    },
  }
}

/** One for all interactions, as long as nothing in it has crashed. */
function sharedEnvironment(lease: Lease): ProviderEnvironments {
  let shared: LeasedEnvironment | undefined
  const end = async () => {
    const ended = shared
    shared = undefined
    await ended?.[Symbol.asyncDispose]()
  }
  return {
    async take() {
      if (shared !== undefined && shared.crashes.length > 0) await end()
      shared ??= await lease()
      return shared
    },
    giveBack: () => Promise.resolve(),
    [Symbol.asyncDispose]: end,
  }
}

import { poll } from '../base/poll.ts'
import { interactionName } from '../contract/provider/interaction-name.ts'
import type { InteractionResult } from '../contract/provider/interaction-result.ts'
import type { Crash } from '../model/part-event.ts'
import type { ServiceSpec } from '../model/system.ts'
import { probeHttp, probePort } from '../processes/probe.ts'
import type { TestEnvironment } from '../vitest/test-environment.ts'

/** Time for one sign of life. */
const PROBE_TIMEOUT_MS = 1_000
/** A connection that breaks is seen a moment before the death of the process that held it. */
const NOTICED_LATE_MS = 1_000

/**
 * A provider that has died has not passed, even when it has answered before. Of one that has failed it
 * is made sure that its death is known, so that the evidence tells it.
 */
export async function judgeCrash(
  result: InteractionResult,
  environment: TestEnvironment,
  { service, isPending }: { readonly service: ServiceSpec; readonly isPending: boolean },
): Promise<InteractionResult> {
  // One that is only slow is alive, or it would have closed its connection.
  if (result.failure?.code === 'provider_too_slow') return result
  const [crash] = await crashesOf(environment, service)
  if (crash === undefined || result.outcome !== 'passed') return result
  const failure = {
    code: 'provider_crashed',
    message: `"${crash.part}" ${crash.how} while ${interactionName(result.interaction)} was verified.`,
    evidence: crash.lastLogLines,
    fix: `find out why in ${crash.logFile}; what it had answered is what the consumer expects`,
  }
  const isTolerated = isPending || result.interaction.isPending
  return { ...result, outcome: isTolerated ? 'pending-failed' : 'failed', failure }
}

/** What has died, or is about to: a process that no longer answers will be known as dead in a moment. */
async function crashesOf(environment: TestEnvironment, service: ServiceSpec): Promise<readonly Crash[]> {
  const seen = await environment.crashes()
  const { url, pid } = environment.leased.description.services[service.name]!
  if (seen.length > 0 || pid === undefined || (await isAlive(service, url))) return seen
  const noticed = await poll(
    async () => {
      const crashes = await environment.crashes()
      if (crashes.length === 0) throw new Error('nothing has crashed')
      return crashes
    },
    { timeoutMs: NOTICED_LATE_MS },
  )
  return noticed.done ? noticed.value : []
}

async function isAlive({ health }: ServiceSpec, url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  try {
    if (health.path === undefined) await probePort({ host: hostname, port: Number(port) }, PROBE_TIMEOUT_MS)
    else await probeHttp(`${url}${health.path}`, PROBE_TIMEOUT_MS)
    return true
  } catch {
    // Only a death counts; that it is not healthy now is for its health check to tell.
    return false
  }
}

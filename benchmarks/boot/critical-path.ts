import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { poll } from '../../packages/assay/src/base/poll.ts'
import type { Address, ServiceSpec, System } from '../../packages/assay/src/model/system.ts'
import { claimPort } from '../../packages/assay/src/processes/ports.ts'
import { probeHttp } from '../../packages/assay/src/processes/probe.ts'
import { startThrowAwayServer } from '../throw-away-server.ts'

const TIMEOUT_MS = 60_000
const TRIES = 3

/**
 * Milliseconds below which no boot of the system can be: the longest way from a resource, started
 * alone, to the services that wait for it, started all at once with everything they need at hand
 * and nothing but themselves running; the fastest of three tries.
 */
export async function criticalPathMs(system: System): Promise<number> {
  const aloneMs = new Map<string, number>()
  const addresses = new Map<string, Address>()
  await using stack = new AsyncDisposableStack()
  for (const spec of system.resources.values()) {
    const server = stack.use(await startThrowAwayServer(spec, system.directory))
    aloneMs.set(spec.name, server.durationMs)
    addresses.set(spec.name, server.address)
  }
  let longestMs = 0
  for (const [resource, ms] of aloneMs) {
    const waiting = [...system.services.values()].filter(({ dependencies }) =>
      dependencies.includes(resource),
    )
    const tries: number[] = []
    for (let count = 0; count < TRIES; count += 1) tries.push(await startedTogetherMs(waiting, addresses))
    longestMs = Math.max(longestMs, ms + Math.min(...tries))
  }
  return longestMs
}

async function startedTogetherMs(
  services: readonly ServiceSpec[],
  addresses: ReadonlyMap<string, Address>,
): Promise<number> {
  const claims = await Promise.all(services.map(() => claimPort()))
  const started = performance.now()
  const children = services.map((service, index) => {
    const [, ...args] = service.command!
    const variables = service.environment((name) => addresses.get(name)!)
    return spawn(process.execPath, args, {
      cwd: service.directory,
      env: { ...process.env, ...variables, PORT: String(claims[index]!.port) },
      stdio: 'ignore',
    })
  })
  await Promise.all(
    services.map(({ health }, index) =>
      poll((remainingMs) => probeHttp(`http://127.0.0.1:${claims[index]!.port}${health.path}`, remainingMs), {
        timeoutMs: TIMEOUT_MS,
      }),
    ),
  )
  const durationMs = performance.now() - started
  for (const [index, child] of children.entries()) {
    child.kill('SIGKILL')
    await once(child, 'exit')
    claims[index]!.release()
  }
  return durationMs
}

import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { outlinesOf, wholeSystem } from '../../packages/assay/src/lifecycle/environment-request.ts'
import { Host } from '../../packages/assay/src/lifecycle/host.ts'
import type { PartInfo } from '../../packages/assay/src/model/part-event.ts'
import type { System } from '../../packages/assay/src/model/system.ts'
import { validateDefinition } from '../../packages/assay/src/model/validate-definition.ts'
import { atMost, type Measure, median, shown } from '../measure.ts'
import { attachToWarmSystem } from './attach.ts'
import withBroker from './with-broker.ts'
import withoutBroker from './without-broker.ts'

const ROUNDS = 7
const MOST_WITHOUT_BROKER = 1.15
const MOST_WITH_BROKER = 1.3
const MOST_ATTACH = 0.1

/**
 * How near a cold boot comes to what is possible: no boot can be shorter than the longest chain of
 * parts that wait for each other, each started alone, nor than all CPU time divided by the cores.
 */
export async function run(): Promise<Measure[]> {
  const small = validateDefinition(withoutBroker, join(import.meta.dirname, 'without-broker.ts'))
  const large = validateDefinition(withBroker, join(import.meta.dirname, 'with-broker.ts'))
  // The first boots fill the caches of packages and databases, which are not what is measured.
  await boot(large)
  const rounds = { small: [] as Round[], large: [] as Round[] }
  const attach: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.small.push(await measure(small))
    rounds.large.push(await measure(large))
    attach.push(await attachToWarmSystem(large))
  }
  return [
    ...figures('without RabbitMQ', rounds.small, MOST_WITHOUT_BROKER),
    ...figures('with RabbitMQ', rounds.large, MOST_WITH_BROKER),
    atMost(
      'boot',
      'attach to a warm system ÷ cold boot without RabbitMQ',
      median(attach.map((ms, index) => ms / rounds.small[index]!.bootMs)),
      MOST_ATTACH,
    ),
    shown('boot', 'attach to a warm system, ms', median(attach)),
  ]
}

interface Round {
  readonly bootMs: number
  readonly chainMs: number
  readonly cpuMs: number
}

function figures(name: string, rounds: readonly Round[], limit: number): Measure[] {
  const cores = availableParallelism()
  const ratio = median(rounds.map(({ bootMs, chainMs, cpuMs }) => bootMs / Math.max(chainMs, cpuMs / cores)))
  return [
    atMost('boot', `${name}: boot ÷ max(critical path, CPU ÷ cores)`, ratio, limit),
    shown('boot', `${name}: cold boot, ms`, median(rounds.map(({ bootMs }) => bootMs))),
    shown('boot', `${name}: critical path, ms`, median(rounds.map(({ chainMs }) => chainMs))),
    shown('boot', `${name}: CPU ÷ cores, ms`, median(rounds.map(({ cpuMs }) => cpuMs / cores))),
  ]
}

async function measure(system: System): Promise<Round> {
  const alone = new Map<string, number>()
  for (const part of [...system.resources.keys(), ...system.services.keys()]) {
    alone.set(part, await startAlone(part, system))
  }
  const { durationMs, parts } = await boot(system)
  return {
    bootMs: durationMs,
    chainMs: Math.max(...parts.map((part) => chainTo(part, parts, alone))),
    cpuMs: parts.reduce((sum, { cpuMs }) => sum + (cpuMs ?? 0), 0),
  }
}

/** The longest chain of parts that ends with this one. */
function chainTo(part: PartInfo, parts: readonly PartInfo[], alone: ReadonlyMap<string, number>): number {
  const before = parts.filter(({ part: name }) => part.dependsOn.includes(name))
  return (alone.get(part.part) ?? 0) + Math.max(0, ...before.map((one) => chainTo(one, parts, alone)))
}

/** One part with nothing else going on: what it needs is up before the clock starts. */
async function startAlone(part: string, system: System): Promise<number> {
  const { parts } = await boot(system, part)
  return parts.find((info) => info.part === part)?.durationMs ?? Number.NaN
}

/** Boots the system; with `last`, everything but that part first, and then that part alone. */
async function boot(
  system: System,
  last?: string,
): Promise<{ durationMs: number; parts: readonly PartInfo[] }> {
  const logDirectory = mkdtempSync(join(tmpdir(), 'assay-bench-'))
  const host = new Host({ system, logDirectory, inherited: process.env, emit: () => undefined })
  try {
    const services = outlinesOf(system)
    const started = performance.now()
    if (last === undefined) {
      await host.prepare(wholeSystem(services))
    } else {
      await startOnly(host, last, system)
    }
    return { durationMs: performance.now() - started, parts: host.parts }
  } finally {
    await host[Symbol.asyncDispose]()
    rmSync(logDirectory, { recursive: true, force: true })
  }
}

/** An environment with one service starts what it depends on first; a resource needs a service that uses it. */
async function startOnly(host: Host, part: string, system: System): Promise<void> {
  const user = [...system.services.values()].find(
    ({ name, dependencies }) => name === part || dependencies.includes(part),
  )!
  await host.prepare({ services: [user.name], stubs: [], variables: {} })
}

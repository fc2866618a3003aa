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
import { criticalPathMs } from './critical-path.ts'
import withBroker from './with-broker.ts'
import withoutBroker from './without-broker.ts'

const ROUNDS = 7
const MOST_WITHOUT_BROKER = 1.15
const MOST_WITH_BROKER = 1.3
const MOST_ATTACH = 0.1

/**
 * How near a cold boot comes to what is possible: it can be shorter neither than its critical path
 * nor than all CPU time divided by the cores.
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
  readonly pathMs: number
  readonly cpuMs: number
}

function figures(name: string, rounds: readonly Round[], limit: number): Measure[] {
  const cores = availableParallelism()
  const ratio = median(rounds.map(({ bootMs, pathMs, cpuMs }) => bootMs / Math.max(pathMs, cpuMs / cores)))
  return [
    atMost('boot', `${name}: boot ÷ max(critical path, CPU ÷ cores)`, ratio, limit),
    shown('boot', `${name}: cold boot, ms`, median(rounds.map(({ bootMs }) => bootMs))),
    shown('boot', `${name}: critical path, ms`, median(rounds.map(({ pathMs }) => pathMs))),
    shown('boot', `${name}: CPU ÷ cores, ms`, median(rounds.map(({ cpuMs }) => cpuMs / cores))),
  ]
}

async function measure(system: System): Promise<Round> {
  const pathMs = await criticalPathMs(system)
  const { durationMs, parts } = await boot(system)
  return { bootMs: durationMs, pathMs, cpuMs: parts.reduce((sum, { cpuMs }) => sum + (cpuMs ?? 0), 0) }
}

async function boot(system: System): Promise<{ durationMs: number; parts: readonly PartInfo[] }> {
  const logDirectory = mkdtempSync(join(tmpdir(), 'assay-bench-'))
  const started = performance.now()
  const host = new Host({ system, logDirectory, inherited: process.env, emit: () => undefined })
  try {
    await host.prepare(wholeSystem(outlinesOf(system)))
    return { durationMs: performance.now() - started, parts: host.parts }
  } finally {
    await host[Symbol.asyncDispose]()
    rmSync(logDirectory, { recursive: true, force: true })
  }
}

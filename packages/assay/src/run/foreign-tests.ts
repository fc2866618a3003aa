import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram, searchPath } from '../base/find-program.ts'
import { messageOf } from '../errors/assay-error.ts'
import { outlinesOf, singleService, wholeSystem } from '../lifecycle/environment-request.ts'
import { connectHost } from '../lifecycle/host-client.ts'
import type { LeaseDescription } from '../lifecycle/host-protocol.ts'
import { endpointOf } from '../model/address.ts'
import { scopeOf } from '../model/level.ts'
import type { Address, ServiceSpec, System } from '../model/system.ts'
import { failedInstead, type TestResult } from '../model/test-result.ts'
import { startGuard } from '../processes/guard.ts'
import { describeExit, type RunningProcess, spawnProcess } from '../processes/spawn-process.ts'
import { readJunit } from '../results/read-junit.ts'
import { LeasedEnvironment } from '../vitest/leased-environment.ts'
import type { ForeignSuite } from './foreign-suites.ts'

const TIMEOUT_MS = 15 * 60_000
const LOG_LINES_SHOWN = 30

export interface ForeignRun {
  readonly system: System
  readonly runId: string
  readonly logDirectory: string
  readonly inherited: Readonly<Record<string, string | undefined>>
  /** Where the host listens, for levels that run a part of the system. */
  readonly socketPath: string | undefined
  readonly signal: AbortSignal
}

/**
 * Runs another runner's command and takes the results from the JUnit file it writes. At levels
 * that run a part of the system, the addresses are in the service's own variables and in
 * `ASSAY_URL_<SERVICE>`.
 */
export async function runForeignSuite(suite: ForeignSuite, run: ForeignRun): Promise<TestResult[]> {
  const { service, level, tests } = suite
  const report = resolve(service.directory, tests.junit)
  // A file of an earlier run must not pass for this one's.
  rmSync(report, { force: true })
  await using host =
    run.socketPath === undefined || scopeOf(level) === 'none' ? undefined : await connectHost(run.socketPath)
  await using environment = host && (await LeasedEnvironment.acquire(host, requestOf(suite, run.system)))
  const running = await runCommand(suite, run, environment?.description)
  if (typeof running === 'string') return [failure(suite, running, [])]
  const how = `"${tests.command.join(' ')}" ${running.exit === undefined ? 'ended' : describeExit(running.exit)}`
  const fail = (message: string) => [failure(suite, message, running.lastLogLines(LOG_LINES_SHOWN))]
  let results: TestResult[]
  try {
    const origin = { service: service.name, level, directory: service.directory, root: run.system.directory }
    results = readJunit(readFileSync(report, 'utf8'), { ...origin, file: report })
  } catch (error) {
    return fail(`${how}, and its results cannot be read: ${messageOf(error)}`)
  }
  // A runner knows reasons to fail that are no test's: a build that broke, coverage that is too low.
  const isSilent = running.exit?.code !== 0 && !results.some(({ status }) => status === 'failed')
  return isSilent ? [...results, ...fail(`${how}, though none of its tests failed`)] : results
}

function requestOf({ service, level }: ForeignSuite, system: System) {
  const outlines = outlinesOf(system)
  return scopeOf(level) === 'service' ? singleService(outlines, service.name) : wholeSystem(outlines)
}

async function runCommand(
  { service, level, tests }: ForeignSuite,
  run: ForeignRun,
  lease: LeaseDescription | undefined,
): Promise<RunningProcess | string> {
  const [name, ...args] = tests.command
  const program = findProgram(name, service.directory)
  if (program === undefined) return `"${name}" is not an executable program`
  await using guard = startGuard(run.runId)
  const running = spawnProcess({
    name: `${service.name}.${level}-tests`,
    runId: run.runId,
    program,
    arguments: args,
    directory: service.directory,
    environment: {
      ...run.inherited,
      PATH: searchPath(service.directory, run.inherited['PATH']),
      ...(lease === undefined ? {} : variablesFor(service, lease)),
    },
    logFile: join(run.logDirectory, `${service.name}.${level}-tests.log`),
    guard,
  })
  const deadline = new AbortController()
  const signal = AbortSignal.any([deadline.signal, run.signal])
  const late = sleep(TIMEOUT_MS, 'late' as const, { signal }).catch(() => 'stopped' as const)
  const outcome = await Promise.race([running.exited, late])
  deadline.abort()
  await running.kill()
  return outcome === 'late'
    ? `"${tests.command.join(' ')}" did not end in ${TIMEOUT_MS / 60_000} minutes`
    : running
}

function variablesFor(service: ServiceSpec, lease: LeaseDescription): Record<string, string> {
  const addressOf = (name: string): Address =>
    lease.resources[name]?.address ?? endpointOf(lease.services[name]?.url ?? '')
  const urls = Object.entries(lease.services).map(([name, { url }]) => [
    `ASSAY_URL_${name.toUpperCase().replaceAll('-', '_')}`,
    url,
  ])
  return { ...service.environment(addressOf), ...Object.fromEntries(urls) }
}

/** A runner that gives no results is a failed test of its own, never a silence. */
function failure(
  { service, level, tests }: ForeignSuite,
  message: string,
  log: readonly string[],
): TestResult {
  const titles = [`${tests.command.join(' ')} writes its results`]
  return failedInstead({ service: service.name, level, file: '', titles, source: 'junit', console: log }, [
    { message, diff: undefined, place: undefined, stack: undefined },
  ])
}

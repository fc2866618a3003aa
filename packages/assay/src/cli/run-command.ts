import { relative } from 'node:path'
import type { Command } from 'commander'
import { compileCacheFolder } from '../base/compile-cache.ts'
import { LEVELS } from '../model/level.ts'
import { loadSystem } from '../model/load-system.ts'
import type { Selection } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import { ctrfReport } from '../reports/ctrf-report.ts'
import { githubAnnotations } from '../reports/github-report.ts'
import type { BrokerConnection } from '../run/contract-broker.ts'
import type { ContractPublication } from '../run/run-options.ts'
import { type RunOutcome, runSystem } from '../run/run-system.ts'
import { publishedVersion } from '../run/source-version.ts'
import { collect } from './collect.ts'
import { abortOnInterruption } from './interruption.ts'
import { invalidFlag } from './invalid-flag.ts'
import { printError, printLine } from './print.ts'
import { printReport } from './print-report.ts'
import { createProgress } from './progress.ts'
import { refuseEmptyValues } from './refuse-empty-values.ts'
import { codeOfRun } from './run-exit-code.ts'
import { DEFAULT_CHANGED_SINCE, requireService, type SelectionFlags, selectionFrom } from './selection.ts'
import { wholeNumber } from './whole-number.ts'

const readRetries = wholeNumber('--retries', { least: 0, most: 100 })
const readWorkers = wholeNumber('--workers', { least: 1, most: 1_000 })

interface RunFlags extends SelectionFlags {
  readonly directory: string
  readonly stub: readonly string[]
  readonly retries?: number
  readonly workers?: number
  readonly seed?: string
  readonly full?: true
  readonly publish?: true
  readonly version?: string
  readonly json?: true
}

export function addRunCommand(program: Command): void {
  const command = program
    .command('run')
    .description('boot the system, run every level, judge the gates, write the report')
    .argument('[levels...]', `levels to run: ${LEVELS.join(', ')} (default: all)`)
    .option('-d, --directory <folder>', 'folder of the definition', '.')
    .option('-s, --service <name>', 'only tests of this service (repeatable)', collect, [])
    .option('-t, --tag <tag>', 'only tests with this tag (repeatable)', collect, [])
    .option('-n, --name <text>', 'only tests whose full name contains the text')
    .option(
      '--changed [reference]',
      `only what changes since a commit or branch can affect (default: ${DEFAULT_CHANGED_SINCE})`,
    )
    .option('--stub <service>', 'replace this service by a stub, for this run (repeatable)', collect, [])
    .option('--retries <count>', 'try a failed test again; every attempt is reported', readRetries)
    .option('--workers <count>', 'test workers per level, each with an environment of its own', readWorkers)
    .option('--seed <text>', 'make generated test data the same as in an earlier run')
    .option('--full', 'put the whole load of each scenario on, and not its brief form')
    .option('--publish', 'publish the pacts, and the results of contracts, to the Pact broker')
    .option(
      '--version <version>',
      'version that is published, and that gates ask about (default: the commit)',
    )
    .option('--json', 'print the results as CTRF JSON instead of the report')
    .action(runCommand)
  refuseEmptyValues(command)
}

async function runCommand(levels: string[], flags: RunFlags): Promise<void> {
  // What services inherit is what the command got, before Vitest adds its own variables.
  const inherited = { ...process.env }
  shareCompileCache()
  const signal = abortOnInterruption()
  const system = await loadSystem(flags.directory)
  const selection = selectionFrom(levels, flags, system)
  for (const name of flags.stub) requireService(name, system)
  const publication = await publicationFrom(flags, system, selection)
  if (publication !== undefined) await requireBroker(system, { inherited, signal })
  const progress = createProgress(process.stderr)
  const outcome = await runSystem({
    system,
    selection,
    stubbed: flags.stub,
    retries: flags.retries,
    workers: flags.workers,
    isFull: flags.full === true,
    seed: flags.seed,
    publication,
    version: flags.version,
    inherited,
    emit: (event) => progress.show(event),
    signal,
  })
  progress.end()
  printOutcome(outcome, flags, system)
  process.exitCode = codeOfRun(outcome)
}

/** What is published must be whole, and what a commit holds: that is told before anything is booted. */
async function publicationFrom(
  flags: RunFlags,
  system: System,
  { levels, name, tags }: Selection,
): Promise<ContractPublication | undefined> {
  if (flags.publish !== true) return undefined
  if (levels.length > 0 && !levels.includes('contract'))
    throw invalidFlag(
      '--publish was given, but the level contract is not run.',
      'run it, or leave out --publish',
    )
  if (name !== undefined || tags.length > 0)
    throw invalidFlag(
      '--publish was given with --name or --tag.',
      'run all contracts: some say nothing about a version',
    )
  const given = { option: '--version', ...(flags.version === undefined ? {} : { version: flags.version }) }
  return { version: await publishedVersion(system.directory, given, process.env), hasPacts: true }
}

/** That nobody knows where to publish is told before anything is booted. */
async function requireBroker(system: System, connection: BrokerConnection): Promise<void> {
  const { brokerOf } = await import('../run/contract-broker.ts')
  brokerOf(system, connection)
}

/** Test workers inherit where compiled modules are. */
function shareCompileCache(): void {
  // Coverage that V8 measures is less precise for functions that come from the cache.
  if (process.env['NODE_V8_COVERAGE'] === undefined)
    process.env['NODE_COMPILE_CACHE'] ??= compileCacheFolder()
}

function printOutcome({ result, failure, reportFile }: RunOutcome, flags: RunFlags, system: System): void {
  if (flags.json === true) printLine(JSON.stringify(ctrfReport(result), null, 2))
  else printReport(result, reportFile)
  if (process.env['GITHUB_ACTIONS'] === 'true')
    printLine(githubAnnotations(result, folderInRepository(system)))
  if (failure !== undefined && flags.json === true) printError(failure)
}

/** Annotations name files from the root of the repository. */
function folderInRepository({ directory }: System): string {
  return relative(process.env['GITHUB_WORKSPACE'] ?? process.cwd(), directory)
}

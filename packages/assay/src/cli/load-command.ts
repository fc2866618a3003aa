import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { findConfigFile } from '../model/load-system.ts'
import { collect } from './collect.ts'
import { invalidFlag } from './invalid-flag.ts'
import { type LoadTarget, loadTargetOf } from './load-target.ts'
import { type QuickFlags, quickLoadOf } from './quick-load.ts'
import { wholeNumber } from './whole-number.ts'

/** What both kinds of target understand. */
export interface OutputFlags {
  readonly seed?: string
  readonly json?: true
  readonly report?: string
}

/** Enough to find a change of 10 % nearly always, when the same build varies by 3 % from run to run. */
const DEFAULT_ROUNDS = 10
const readRounds = wholeNumber('--rounds', { least: 1, most: 1_000 })

interface LoadFlags extends QuickFlags, OutputFlags {
  readonly scenario?: string
  readonly compare?: string
  readonly rounds?: number
  readonly full?: true
}

/** What only says something about a request to a URL. */
const URL_FLAGS = {
  users: '--users',
  rate: '--rate',
  duration: '--duration',
  warmUp: '--warm-up',
  method: '--method',
  header: '--header',
  body: '--body',
  timeout: '--timeout',
  insecure: '--insecure',
  threads: '--threads',
  limit: '--limit',
} as const satisfies Readonly<Record<keyof QuickFlags, string>>

/** What only says something about how builds are compared. */
const COMPARE_FLAGS = { rounds: '--rounds', full: '--full' } as const

/** What says nothing about a comparison: the report is about one build. */
const REPORT_FLAG = { report: '--report' } as const

/** What only says something about a scenario file. */
const FILE_FLAGS = { scenario: '--scenario', compare: '--compare', ...COMPARE_FLAGS } as const

const HELP = `
Where no limit says otherwise, mean<1s, p95<2s and errorRate<5% must hold.

Examples:
  assay load http://127.0.0.1:3000/users --rate 200 --duration 30s --limit 'p95<200ms' --limit 'errorRate<1%'
  assay load tests/performance/checkout.load.ts --scenario 'pay by card'
  assay load tests/performance/checkout.load.ts --compare main

Exit codes:
  0    every measurement is valid, and every limit holds
  1    a limit does not hold, or a measurement is invalid
  2    a scenario could not be run to its end, or Assay, a resource or the machine failed
  3    the command line, the scenario file or the definition is wrong
  130  interrupted; what was measured until then is printed

Exit codes with --compare:
  0    no regression is shown; what is inconclusive is not one
  1    a regression, or there was nothing to compare: no latency of both builds, or requests
       that were dropped because this build was too slow for the load
  2    a build could not run a scenario to its end in any round, or Assay or the machine failed
  3    the command line, the scenario file, the definition or the reference is wrong
  130  interrupted; what was measured until then is printed`

export function addLoadCommand(program: Command): void {
  program
    .command('load')
    .description('put load on a URL, or run the scenarios of a file with all of their load')
    .argument('<target>', 'an address of http or https, or a scenario file')
    .optionsGroup('Options for a URL:')
    .option('--users <count>', 'virtual users, each waiting for its answers (default: 10)')
    .option('--rate <per second>', 'requests that begin each second, whether or not earlier ones have ended')
    .option('--duration <time>', 'how long, without the warm-up (default: 10s)')
    .option('--warm-up <time>', 'time before that does not count (default: none)')
    .option('--method <name>', 'method of the request (default: GET, or POST with a body)')
    .option('--header <line>', "header of the request, 'name: value' (repeatable)", collect)
    .option('--body <text>', 'body of the request, or @ and the file that holds it')
    .option('--timeout <time>', 'time for a complete answer (default: 10s)')
    .option('--insecure', 'accept certificates that nobody vouches for')
    .option('--threads <count>', 'threads that make the load (default: all cores but one)')
    .option('--limit <limit>', "what has to hold, such as 'p95<200ms' (repeatable)", collect)
    .optionsGroup('Options for a scenario file:')
    .option('--scenario <name>', 'only this scenario (default: all of the file)')
    .option('--compare <reference>', 'measure a commit or branch too, in turns, and tell what is slower')
    .option('--rounds <count>', `how often each build is measured (default: ${DEFAULT_ROUNDS})`, readRounds)
    .option('--full', 'compare with all of the load, and not its brief form')
    .optionsGroup('Options:')
    .option('--seed <text>', 'make generated data the same as in an earlier run')
    .option('--json', 'print the results as JSON instead of the report')
    .option('--report <file>', 'write a report in HTML')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP)
    .action(loadCommand)
}

async function loadCommand(text: string, flags: LoadFlags): Promise<void> {
  const target = loadTargetOf(text)
  refuseForeignFlags(target, flags)
  requireFolderOf(flags.report)
  if (target.kind === 'url') {
    const quick = quickLoadOf(target.url, flags)
    const { loadUrl } = await import('./load-lone.ts')
    return loadUrl(quick, flags)
  }
  const { file } = target
  if (flags.compare !== undefined) {
    const { compareLoad } = await import('./compare-load.ts')
    return compareLoad(file, { ...flags, compare: flags.compare, rounds: flags.rounds ?? DEFAULT_ROUNDS })
  }
  if (findConfigFile(dirname(file)) !== undefined) {
    const { loadInSystem } = await import('./load-in-system.ts')
    return loadInSystem(file, flags)
  }
  const { loadFile } = await import('./load-lone.ts')
  return loadFile(file, flags)
}

/** What would have no effect is refused: somebody expects one. */
function refuseForeignFlags({ kind }: LoadTarget, flags: LoadFlags): void {
  const given = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).flatMap(([name, flag]) =>
      flags[name as keyof LoadFlags] === undefined ? [] : [flag],
    )
  if (kind === 'url') refuse(given(FILE_FLAGS), 'with a URL', 'name a scenario file, or leave it out')
  else {
    const fix = 'say it in the scenario: load, thresholds, timeoutMs and insecure'
    refuse(given(URL_FLAGS), 'with a scenario file', fix)
  }
  if (flags.compare === undefined) refuse(given(COMPARE_FLAGS), 'without --compare', 'add --compare main')
  else refuse(given(REPORT_FLAG), 'with --compare', 'leave it out, and keep what --json prints')
}

function refuse(given: readonly string[], where: string, fix: string): void {
  if (given.length === 0) return
  throw invalidFlag(`${given.join(', ')} ${given.length === 1 ? 'was' : 'were'} given ${where}.`, fix)
}

/** A load of an hour must not end with a report that has no place. */
function requireFolderOf(report: string | undefined): void {
  if (report === undefined || existsSync(dirname(resolve(report)))) return
  throw invalidFlag(`--report is "${report}", and its folder does not exist.`, 'make the folder first')
}

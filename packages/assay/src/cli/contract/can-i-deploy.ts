import type { Command } from 'commander'
import { connectBroker } from '../../contract/sources/broker-client.ts'
import { ignoredPacticipants } from '../../contract/sources/broker-settings.ts'
import { canIDeploy, type DeploymentAnswer } from '../../contract/sources/can-i-deploy.ts'
import type { Matrix, VersionSelector } from '../../contract/sources/fetch-matrix.ts'
import { AssayError } from '../../errors/assay-error.ts'
import { BLANK, type Line } from '../../reports/console/line.ts'
import { sourceVersion } from '../../run/source-version.ts'
import { ExitCode } from '../exit-code.ts'
import { invalidFlag } from '../invalid-flag.ts'
import { printLine, printProgress } from '../print.ts'
import { wholeNumber } from '../whole-number.ts'
import { addBrokerOptions, type BrokerFlags, brokerFrom } from './broker-flags.ts'
import { matrixJson } from './matrix-json.ts'
import { matrixLines } from './matrix-lines.ts'
import { noticeLines, printLines } from './print-lines.ts'
import { addSelectorOptions, isBare, type NamedVersions, selectorText } from './version-selectors.ts'

interface DeployFlags extends BrokerFlags {
  readonly toEnvironment?: string
  readonly to?: string
  readonly retryWhileUnknown: number
  readonly retryInterval: number
  readonly dryRun?: true
  readonly json?: true
}

const DEFAULT_INTERVAL_S = 10

export function addCanIDeployCommand(contract: Command): void {
  const command = contract
    .command('can-i-deploy')
    .description('ask whether a version fits to what is in an environment; without a version, this commit')
  const named = addSelectorOptions(command)
  command
    .option('--to-environment <name>', 'where it is to go, such as production')
    .option('--to <tag>', 'where it is to go, for brokers that mark that by tags')
    .option(
      '--retry-while-unknown <times>',
      'ask again while results are missing',
      wholeNumber('--retry-while-unknown', { least: 0, most: 10_000 }),
      0,
    )
    .option(
      '--retry-interval <seconds>',
      'time between two questions',
      wholeNumber('--retry-interval', { least: 0, most: 3_600 }),
      DEFAULT_INTERVAL_S,
    )
    .option('--dry-run', 'end with code 0 whatever the answer (or PACT_BROKER_CAN_I_DEPLOY_DRY_RUN=true)')
    .option('--json', 'print the answer for machines')
  addBrokerOptions(command).action((flags: DeployFlags) => canIDeployCommand(named(), flags))
}

async function canIDeployCommand(named: NamedVersions, flags: DeployFlags): Promise<void> {
  const { toEnvironment, to: toTag } = flags
  if (named.selectors.length === 0)
    throw invalidFlag('No application is named.', 'name it: --pacticipant orders')
  if (toEnvironment !== undefined && toTag !== undefined)
    throw invalidFlag('--to-environment and --to were given.', 'keep one of them')
  const broker = connectBroker(await brokerFrom(flags))
  const selectors = await withVersions(named.selectors, flags)
  const answer = await canIDeploy(broker, {
    selectors,
    ignored: [...named.ignored, ...ignoredPacticipants(process.env)],
    ...(toEnvironment === undefined ? {} : { toEnvironment }),
    ...(toTag === undefined ? {} : { toTag }),
    retriesWhileUnknown: flags.retryWhileUnknown,
    retryPauseMs: flags.retryInterval * 1_000,
    onWait: (found) => printProgress(`${whyWait(found)}; asking again in ${flags.retryInterval} s`),
  })
  const isDryRun = flags.dryRun === true || process.env['PACT_BROKER_CAN_I_DEPLOY_DRY_RUN'] === 'true'
  if (flags.json === true) printLine(JSON.stringify(toJson(answer, selectors, flags), null, 2))
  else printLines(answerLines(answer, selectors, { ...flags, isDryRun }))
  process.exitCode = answer.verdict === 'yes' || isDryRun ? ExitCode.ship : ExitCode.doNotShip
}

async function withVersions(
  selectors: readonly VersionSelector[],
  flags: DeployFlags,
): Promise<readonly VersionSelector[]> {
  if (!selectors.some(isBare)) return selectors
  const { version } = await sourceVersion(flags.directory, { option: '--version' }, process.env)
  return selectors.map((selector) => (isBare(selector) ? { ...selector, version } : selector))
}

function whyWait(found: Matrix | AssayError): string {
  if (found instanceof AssayError) return found.message.replace(/\.$/, '')
  const { unknownCount } = found
  return unknownCount === 1 ? '1 result is missing' : `${unknownCount} results are missing`
}

const VERDICTS: Readonly<Record<DeploymentAnswer['verdict'], string>> = {
  yes: 'yes',
  no: 'no',
  unknown: 'no, because results are missing',
}

function answerLines(
  { verdict, matrix }: DeploymentAnswer,
  selectors: readonly VersionSelector[],
  { toEnvironment, to, isDryRun }: DeployFlags & { readonly isDryRun: boolean },
): Line[] {
  const what = selectors.map(selectorText).join(' with ')
  const where = toEnvironment ?? (to === undefined ? undefined : `tag ${to}`)
  const isYes = verdict === 'yes'
  const question = where === undefined ? `may ${what} be deployed` : `may ${what} be deployed to ${where}`
  const said =
    matrix.notices.length > 0 ? matrix.notices : [{ type: isYes ? 'success' : 'error', text: matrix.reason }]
  return [
    {
      text: `${isYes ? '✓' : '✗'} ${question}: ${VERDICTS[verdict]}`,
      style: isYes ? 'bold green' : 'bold red',
      hang: 2,
    },
    ...(matrix.rows.length === 0 ? [] : [BLANK, ...matrixLines(matrix.rows)]),
    BLANK,
    ...noticeLines(said),
    ...(isDryRun && !isYes
      ? [BLANK, { text: 'this is a dry run: the answer does not count', style: 'yellow' as const }]
      : []),
  ]
}

function toJson(
  { verdict, matrix }: DeploymentAnswer,
  selectors: readonly VersionSelector[],
  { toEnvironment, to }: DeployFlags,
): object {
  const { reason, notices, unknownCount, rows } = matrix
  return {
    verdict,
    environment: toEnvironment ?? null,
    tag: to ?? null,
    selectors,
    reason,
    notices,
    unknownCount,
    rows: matrixJson(rows),
  }
}

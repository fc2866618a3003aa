import type { Command } from 'commander'
import { connectBroker } from '../../contract/sources/broker-client.ts'
import { type Deployment, recordDeployment, recordRelease } from '../../contract/sources/record-deployment.ts'
import { sourceVersion } from '../../run/source-version.ts'
import { printLine } from '../print.ts'
import { addBrokerOptions, type BrokerFlags, brokerFrom } from './broker-flags.ts'

interface RecordFlags extends BrokerFlags {
  readonly pacticipant: string
  readonly version?: string
  readonly environment: string
  readonly applicationInstance?: string
  readonly json?: true
}

export function addRecordCommands(contract: Command): void {
  const deployment = contract
    .command('record-deployment')
    .description('tell the broker that a version is in an environment now, in place of the one before')
  addOptions(deployment).option(
    '--application-instance <name>',
    'which of several instances in the environment; without it there is one',
  )
  addBrokerOptions(deployment).action((flags: RecordFlags) => record(flags, 'deployed to'))
  const release = contract
    .command('record-release')
    .description('tell the broker that a version is in an environment too, beside those before')
  addBrokerOptions(addOptions(release)).action((flags: RecordFlags) => record(flags, 'released to'))
}

function addOptions(command: Command): Command {
  return command
    .requiredOption('-a, --pacticipant <name>', 'the application')
    .option('-e, --version <version>', 'its version (default: this commit)')
    .requiredOption('--environment <name>', 'where it is now')
    .option('--json', 'print what was recorded for machines')
}

async function record(flags: RecordFlags, verb: 'deployed to' | 'released to'): Promise<void> {
  const { pacticipant, environment, applicationInstance: instance } = flags
  const broker = connectBroker(await brokerFrom(flags))
  const given = { option: '--version', ...(flags.version === undefined ? {} : { version: flags.version }) }
  const { version } = await sourceVersion(flags.directory, given, process.env)
  const deployment: Deployment = {
    ...{ pacticipant, version, environment },
    ...(instance === undefined ? {} : { instance }),
  }
  if (verb === 'deployed to') await recordDeployment(broker, deployment)
  else await recordRelease(broker, deployment)
  const where = instance === undefined ? environment : `${environment} (${instance})`
  printLine(
    flags.json === true
      ? JSON.stringify(deployment, null, 2)
      : `✓ ${pacticipant} ${version} is recorded as ${verb} ${where}`,
  )
}

import type { Command } from 'commander'
import { connectBroker } from '../../contract/sources/broker-client.ts'
import { createEnvironment } from '../../contract/sources/environments.ts'
import { printLine } from '../print.ts'
import { addBrokerOptions, type BrokerFlags, brokerFrom } from './broker-flags.ts'

interface EnvironmentFlags extends BrokerFlags {
  readonly name: string
  readonly displayName?: string
  readonly production: boolean
}

export function addCreateEnvironmentCommand(contract: Command): void {
  const command = contract
    .command('create-environment')
    .description('make an environment known to the broker; once, before versions are brought there')
    .requiredOption('--name <name>', 'its name, as deployments use it')
    .option('--display-name <text>', 'its name for people')
    .option('--production', 'it is one that customers use', false)
  addBrokerOptions(command).action(async (flags: EnvironmentFlags) => {
    const { name, displayName, production: isProduction } = flags
    const broker = connectBroker(await brokerFrom(flags))
    await createEnvironment(broker, {
      ...{ name, isProduction },
      ...(displayName === undefined ? {} : { displayName }),
    })
    printLine(`✓ the broker knows the environment ${name} now`)
  })
}

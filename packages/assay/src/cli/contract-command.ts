import type { Command } from 'commander'
import { addCanIDeployCommand } from './contract/can-i-deploy.ts'
import { addCreateEnvironmentCommand } from './contract/create-environment.ts'
import { addMatrixCommand } from './contract/matrix.ts'
import { addPublishCommand } from './contract/publish.ts'
import { addRecordCommands } from './contract/record.ts'
import { addVerifyCommand } from './contract/verify.ts'
import { refuseEmptyValues } from './refuse-empty-values.ts'

const HELP = `
The options and variables are those of the Pact command line: PACT_BROKER_BASE_URL, PACT_BROKER_USERNAME and
PACT_BROKER_PASSWORD, or PACT_BROKER_TOKEN. Where a definition is near, its contracts.broker counts too.

Exit codes:
  0    done; the provider keeps its contracts; the version may be deployed
  1    it does not, or it may not
  2    the broker or the machine failed, or the broker refuses access
  3    the command line, a pact or the definition is wrong, or the broker rejects what was sent`

export function addContractCommand(program: Command): void {
  const contract = program
    .command('contract')
    .description('publish and verify pacts, and ask a Pact broker what may be deployed')
    .addHelpText('after', HELP)
  addPublishCommand(contract)
  addVerifyCommand(contract)
  addCanIDeployCommand(contract)
  addRecordCommands(contract)
  addMatrixCommand(contract)
  addCreateEnvironmentCommand(contract)
  for (const command of contract.commands) refuseEmptyValues(command, ['--filter-state', '--broker-password'])
}

import type { Command } from 'commander'
import { connectBroker } from '../../contract/sources/broker-client.ts'
import { fetchMatrix } from '../../contract/sources/fetch-matrix.ts'
import { BLANK, type Line } from '../../reports/console/line.ts'
import { invalidFlag } from '../invalid-flag.ts'
import { printLine } from '../print.ts'
import { wholeNumber } from '../whole-number.ts'
import { addBrokerOptions, type BrokerFlags, brokerFrom } from './broker-flags.ts'
import { matrixJson } from './matrix-json.ts'
import { matrixLines } from './matrix-lines.ts'
import { printLines } from './print-lines.ts'
import { addSelectorOptions, type NamedVersions } from './version-selectors.ts'

interface MatrixFlags extends BrokerFlags {
  readonly toEnvironment?: string
  readonly limit: number
  readonly json?: true
}

const DEFAULT_ROWS = 100

export function addMatrixCommand(contract: Command): void {
  const command = contract
    .command('matrix')
    .description('show which versions of applications have been verified against which')
  const named = addSelectorOptions(command)
  command
    .option('--to-environment <name>', 'only against what is in this environment')
    .option('--limit <rows>', 'most rows', wholeNumber('--limit', { least: 1, most: 10_000 }), DEFAULT_ROWS)
    .option('--json', 'print the rows for machines')
  addBrokerOptions(command).action((flags: MatrixFlags) => matrixCommand(named(), flags))
}

async function matrixCommand({ selectors, ignored }: NamedVersions, flags: MatrixFlags): Promise<void> {
  if (selectors.length === 0)
    throw invalidFlag('No application is named.', 'name one or two: --pacticipant orders')
  const { toEnvironment: environment, limit } = flags
  const matrix = await fetchMatrix(connectBroker(await brokerFrom(flags)), {
    ...{ selectors, ignored, limit, latestBy: 'cvpv' },
    ...(environment === undefined ? {} : { environment }),
  })
  const { rows } = matrix
  if (flags.json === true) printLine(JSON.stringify(matrixJson(rows), null, 2))
  else if (rows.length === 0) printLine('there are no pacts between them')
  else printLines([...matrixLines(rows), ...(rows.length < limit ? [] : [BLANK, moreThan(limit)])])
}

function moreThan(limit: number): Line {
  return { text: `these are the newest ${limit}; there may be more: --limit`, style: 'dim' }
}

import type { Command } from 'commander'
import { collect } from '../collect.ts'
import { invalidFlag } from '../invalid-flag.ts'
import { requireHttpAddress } from '../require-http-address.ts'
import { wholeNumber } from '../whole-number.ts'
import { addBrokerOptions, type BrokerFlags } from './broker-flags.ts'

export interface VerifyFlags extends BrokerFlags {
  readonly provider?: string
  readonly providerBaseUrl?: string
  readonly providerStatesSetupUrl?: string
  readonly stateChangeTeardown?: true
  readonly stateChangeAsQuery?: true
  readonly states?: string
  readonly messagesUrl?: string
  readonly header?: readonly string[]
  readonly customProviderHeader?: readonly string[]
  readonly requestTimeout?: number
  readonly disableSslVerification?: true
  readonly filterDescription?: string
  readonly filterState?: string
  readonly filterNoState?: true
  readonly filterConsumer?: readonly string[]
  readonly consumerVersionSelector?: readonly string[]
  readonly pending: boolean
  readonly includeWipPactsSince?: string
  readonly ignoreNoPactsError?: true
  readonly publishVerificationResults?: true
  readonly providerAppVersion?: string
  readonly providerBranch?: string
  readonly providerVersionTag?: readonly string[]
  readonly buildUrl?: string
  readonly json?: true
}

/** What only says something about a provider that runs already. */
const ADDRESS_FLAGS = {
  providerStatesSetupUrl: '--provider-states-setup-url',
  stateChangeTeardown: '--state-change-teardown',
  stateChangeAsQuery: '--state-change-as-query',
  states: '--states',
  messagesUrl: '--messages-url',
  header: '--header',
  customProviderHeader: '--custom-provider-header',
  requestTimeout: '--request-timeout',
  disableSslVerification: '--disable-ssl-verification',
  filterDescription: '--filter-description',
  filterState: '--filter-state',
  filterNoState: '--filter-no-state',
  filterConsumer: '--filter-consumer',
  consumerVersionSelector: '--consumer-version-selector',
  includeWipPactsSince: '--include-wip-pacts-since',
  ignoreNoPactsError: '--ignore-no-pacts-error',
  providerVersionTag: '--provider-version-tag',
} as const satisfies Readonly<Partial<Record<keyof VerifyFlags, string>>>

const HELP = `
With --provider-base-url no definition is needed. The pacts are those that are named; else, where a broker is known,
those that it has for the provider; else those in the folder of the definition, or in pacts.
Without it, the definition says how the provider is booted: it is 'assay run contract' for this provider alone.

Examples:
  assay contract verify pacts/web-orders.json --provider-base-url http://127.0.0.1:3000
  assay contract verify --provider orders --provider-base-url http://127.0.0.1:3000 --states orders.states.ts
  assay contract verify --provider orders --provider-base-url http://127.0.0.1:3000 \\
    --broker-base-url https://pacts.example.com --publish-verification-results
  assay contract verify --provider orders`

export function addVerifyCommand(contract: Command): void {
  const command = contract
    .command('verify')
    .description('verify that a provider does what pacts expect of it')
    .argument('[pacts...]', 'files, folders, patterns or addresses of pacts')
    .option('--provider <name>', 'the provider (default: that of the pacts)')
    .option('--provider-base-url <url>', 'where the provider runs')
    .option('--json', 'print the results for machines; of a provider that is booted, as CTRF')
  addRequestOptions(command)
  addPactOptions(command)
  addPublishOptions(command)
  addBrokerOptions(command).addHelpText('after', HELP).action(verifyCommand)
}

function addRequestOptions(command: Command): void {
  command
    .optionsGroup('Options for states and requests:')
    .option('--provider-states-setup-url <url>', 'address that sets up states of the provider')
    .option('--state-change-teardown', 'tell that address after each interaction too')
    .option('--state-change-as-query', 'tell it in the query, and not in the body')
    .option('--states <file>', 'file that calls states, messages and requestFilter of assay/contract')
    .option('--messages-url <url>', 'address that makes messages of the provider')
    .option('--header <line>', "header of every request, 'name: value' (repeatable)", collect)
    .option('--custom-provider-header <line>', 'the same', collect)
    .option(
      '--request-timeout <ms>',
      'time for one answer (default: 10000)',
      wholeNumber('--request-timeout', { least: 1, most: 3_600_000 }),
    )
    .option('--disable-ssl-verification', 'accept certificates that nobody vouches for')
}

function addPactOptions(command: Command): void {
  command
    .optionsGroup('Options for which pacts and interactions:')
    .option('--filter-description <pattern>', 'only interactions whose description matches')
    .option('--filter-state <pattern>', 'only interactions with a state that matches')
    .option('--filter-no-state', 'only interactions without a state')
    .option('--filter-consumer <name>', 'only pacts of this consumer (repeatable)', collect)
    .option('--consumer-version-selector <json>', 'which pacts of the broker, in JSON (repeatable)', collect)
    .option('--no-pending', 'let pacts fail that the provider has never met')
    .option('--include-wip-pacts-since <day>', 'add work in progress of consumers since then, as pending')
    .option('--ignore-no-pacts-error', 'end with code 0 when the broker has no pact')
}

function addPublishOptions(command: Command): void {
  command
    .optionsGroup('Options for the results:')
    .option('--publish-verification-results', 'publish them to the broker that the pacts come from')
    .option('--provider-app-version <version>', 'version of the provider (default: the commit)')
    .option('--provider-branch <name>', 'branch of the provider (default: that of git or the build server)')
    .option('--provider-version-tag <name>', 'tag of the version (repeatable)', collect)
    .option('--build-url <url>', 'page of the build (default: what the build server says)')
}

async function verifyCommand(pacts: string[], flags: VerifyFlags): Promise<void> {
  const { providerBaseUrl } = flags
  if (providerBaseUrl !== undefined) {
    requireHttpAddress('--provider-base-url', providerBaseUrl)
    const { verifyAtAddress } = await import('./verify-at-address.ts')
    return verifyAtAddress(pacts, { ...flags, providerBaseUrl })
  }
  refuseAddressFlags(pacts, flags)
  const { verifyInSystem } = await import('./verify-in-system.ts')
  return verifyInSystem(flags)
}

/** What would have no effect is refused: somebody expects one. */
function refuseAddressFlags(pacts: readonly string[], flags: VerifyFlags): void {
  const given = [
    ...(pacts.length === 0 ? [] : ['pacts']),
    ...Object.entries(ADDRESS_FLAGS).flatMap(([name, flag]) =>
      flags[name as keyof VerifyFlags] === undefined ? [] : [flag],
    ),
  ]
  if (given.length === 0) return
  throw invalidFlag(
    `${given.join(', ')} ${given.length === 1 ? 'says' : 'say'} something about a provider that runs already.`,
    'say where it runs: --provider-base-url http://127.0.0.1:3000; or leave it to the definition: contracts',
  )
}

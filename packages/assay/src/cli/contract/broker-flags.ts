import type { Command } from 'commander'
import type { BrokerAccess } from '../../contract/sources/broker-access.ts'
import { brokerAccess, brokerNotNamed } from '../../contract/sources/broker-settings.ts'
import type { BrokerOptions } from '../../model/contract-options.ts'
import { invalidFlag } from '../invalid-flag.ts'
import { type DirectoryFlags, systemNear } from './system-near.ts'

export interface BrokerFlags extends DirectoryFlags {
  readonly brokerBaseUrl?: string
  readonly brokerUsername?: string
  readonly brokerPassword?: string
  readonly brokerToken?: string
}

/** Adds the options that every command of a Pact broker has, and the one that finds the definition. */
export function addBrokerOptions(command: Command): Command {
  return command
    .optionsGroup('Options for the broker:')
    .option('-b, --broker-base-url <url>', 'address of the Pact broker (PACT_BROKER_BASE_URL)')
    .option('-u, --broker-username <name>', 'user name (PACT_BROKER_USERNAME)')
    .option('-p, --broker-password <password>', 'password (PACT_BROKER_PASSWORD)')
    .option('-k, --broker-token <token>', 'token, in place of name and password (PACT_BROKER_TOKEN)')
    .optionsGroup('Options:')
    .option('-d, --directory <folder>', 'folder of the definition, if there is one', '.')
    .helpOption('-h, --help', 'show this')
}

/**
 * How to reach the broker that is meant.
 *
 * @throws AssayError `broker_not_named`, `invalid_flag`, or what is wrong with the definition
 */
export async function brokerFrom(flags: BrokerFlags): Promise<BrokerAccess> {
  const access = await findBroker(flags)
  if (access === undefined) throw brokerNotNamed()
  return access
}

/** The same; `undefined` when nothing says where the broker is. */
export async function findBroker(flags: BrokerFlags): Promise<BrokerAccess | undefined> {
  const declared = flags.brokerBaseUrl === undefined ? (await systemNear(flags))?.contracts.broker : undefined
  return brokerAccess(brokerOptionsFrom(flags, declared) ?? {}, process.env)
}

/**
 * What a command line says of the broker, together with what the definition declares. `undefined` when
 * neither says anything.
 *
 * @throws AssayError `invalid_flag`
 */
export function brokerOptionsFrom(
  flags: BrokerFlags,
  declared: BrokerOptions | undefined,
): BrokerOptions | undefined {
  const { brokerBaseUrl: url, brokerUsername: username, brokerPassword: password, brokerToken: token } = flags
  if (token !== undefined && (username ?? password) !== undefined)
    throw invalidFlag('A token was given, and a name or password as well.', 'give one kind of credentials')
  const hasCredentials = (token ?? username ?? password) !== undefined
  if (url === undefined && !hasCredentials) return declared
  // The credentials of the definition are for its own broker, and are sent to no other.
  return { url: url ?? declared?.url, username, password, token }
}

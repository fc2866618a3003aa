import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { BrokerAccess } from '../../contract/sources/broker-access.ts'
import { brokerAccess, brokerNotNamed } from '../../contract/sources/broker-settings.ts'
import type { BrokerOptions } from '../../model/contract-options.ts'
import { findConfigFile, loadSystem } from '../../model/load-system.ts'
import type { System } from '../../model/system.ts'
import { invalidFlag } from '../invalid-flag.ts'

export interface BrokerFlags {
  readonly directory: string
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

/** The definition near a folder, if there is one. */
export async function systemNear({ directory }: BrokerFlags): Promise<System | undefined> {
  return findConfigFile(resolve(directory)) === undefined ? undefined : await loadSystem(directory)
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
  const { brokerBaseUrl: url, brokerUsername: username, brokerPassword: password, brokerToken: token } = flags
  if (token !== undefined && (username ?? password) !== undefined)
    throw invalidFlag('A token was given, and a name or password as well.', 'give one kind of credentials')
  const given = { url, username, password, token }
  // The credentials of the definition are for its own broker, and are sent to no other.
  const declared = url === undefined ? (await systemNear(flags))?.contracts.broker : undefined
  return brokerAccess(declared === undefined ? given : together(declared, given), process.env)
}

function together(declared: BrokerOptions, given: BrokerOptions): BrokerOptions {
  const hasCredentials = (given.token ?? given.username ?? given.password) !== undefined
  return hasCredentials ? { ...given, url: declared.url } : declared
}

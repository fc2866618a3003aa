import { type AssayError, configurationError } from '../../errors/assay-error.ts'
import type { BrokerOptions } from '../../model/contract-options.ts'
import type { BrokerAccess, BrokerCredentials } from './broker-access.ts'

/** The variables of the process, or of the command that was called. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * How to reach a broker: what the options leave out comes from the variables that all Pact tools know.
 * `undefined` when neither says where it is.
 *
 * @example
 * brokerAccess({ url: 'https://pacts.example.test' }, process.env) // with PACT_BROKER_TOKEN, if that is set
 */
export function brokerAccess(options: BrokerOptions, environment: Environment): BrokerAccess | undefined {
  const url = unlessEmpty(options.url) ?? unlessEmpty(environment['PACT_BROKER_BASE_URL'])
  return url === undefined ? undefined : { url, credentials: credentialsFrom(options, environment) }
}

export function brokerNotNamed(): AssayError {
  return configurationError({
    code: 'broker_not_named',
    message: 'Nothing says where the Pact broker is.',
    fix: 'set PACT_BROKER_BASE_URL, or name it in the definition: contracts.broker.url; assay contract also takes --broker-base-url',
  })
}

/** Applications whose results do not count when it is asked what may be deployed: commas are between them. */
export function ignoredPacticipants(environment: Environment): { readonly pacticipant: string }[] {
  const names = environment['PACT_BROKER_CAN_I_DEPLOY_IGNORE']?.split(',') ?? []
  return names.map((name) => ({ pacticipant: name.trim() })).filter(({ pacticipant }) => pacticipant !== '')
}

/** Options come before variables, whichever kind of credentials they are. */
function credentialsFrom(options: BrokerOptions, environment: Environment): BrokerCredentials | undefined {
  const fromVariables = {
    token: environment['PACT_BROKER_TOKEN'],
    username: environment['PACT_BROKER_USERNAME'],
    password: environment['PACT_BROKER_PASSWORD'],
  }
  return (
    credentialsOf({ ...options, password: options.password ?? fromVariables.password }) ??
    credentialsOf({ ...fromVariables, password: options.password ?? fromVariables.password })
  )
}

function credentialsOf(options: BrokerOptions): BrokerCredentials | undefined {
  const token = unlessEmpty(options.token)
  if (token !== undefined) return { token }
  const username = unlessEmpty(options.username)
  return username === undefined ? undefined : { username, password: options.password ?? '' }
}

function unlessEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text
}
